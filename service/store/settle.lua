-- A notice leaves the outbox once, and is counted once.
-- KEYS: waiting, tally, tally-at; ARGV: item, result or '', now (ms)
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
if ARGV[2] ~= '' then
  redis.call('HINCRBY', KEYS[2], ARGV[2], 1)
  redis.call('HSET', KEYS[3], ARGV[2], ARGV[3])
end
return 1
