-- Everything of one evening is gone, and those who listen hear of it (version 0).
-- KEYS: deadlines, evenings, feed, then every key of the evening; ARGV: evening, feed length
local known = redis.call('SREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[1], ARGV[1])
for i = 4, #KEYS do known = known + redis.call('DEL', KEYS[i]) end
if known > 0 then
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[2], '*', 'evening', ARGV[1], 'version', 0)
end
return known
