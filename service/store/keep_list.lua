-- A list waits for an organiser's word, for a while; an evening that was erased meanwhile stays erased.
-- KEYS: journal, lists; ARGV: organiser, data, how long from now on (ms)
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return 1
