-- One command's events become one entry, together with everything that must change in the same instant.
-- KEYS: journal, people, commands, commands-until, deadlines, evenings, feed
-- ARGV: evening, expected version, entry, command id, nonce of this call, how long to remember the id (ms),
--       deadline or '', feed length, n, then n pairs (person, record), then persons to delete
-- Answers {state, version}: 0 appended, 1 this command was appended before, 2 somebody else was first.
local seen = redis.call('HGET', KEYS[3], ARGV[4])
if seen then
  local version, nonce = string.match(seen, '^(%d+) (.*)$')
  -- The same nonce: our own call, sent again because its answer was lost.
  if nonce == ARGV[5] then return {0, tonumber(version)} end
  return {1, tonumber(version)}
end

local current = redis.call('XLEN', KEYS[1])
if current ~= tonumber(ARGV[2]) then return {2, current} end
local version = current + 1

redis.call('XADD', KEYS[1], version .. '-0', 'e', ARGV[3])
local n = tonumber(ARGV[9])
for i = 10, 8 + 2 * n, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
for i = 10 + 2 * n, #ARGV do redis.call('HDEL', KEYS[2], ARGV[i]) end
if ARGV[7] == '' then
  redis.call('ZREM', KEYS[5], ARGV[1])
else
  redis.call('ZADD', KEYS[5], ARGV[7], ARGV[1])
end
redis.call('SADD', KEYS[6], ARGV[1])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, stale in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', now, 'LIMIT', 0, 64)) do
  redis.call('HDEL', KEYS[3], stale)
  redis.call('ZREM', KEYS[4], stale)
end
redis.call('HSET', KEYS[3], ARGV[4], version .. ' ' .. ARGV[5])
redis.call('ZADD', KEYS[4], now + tonumber(ARGV[6]), ARGV[4])

redis.call('XADD', KEYS[7], 'MAXLEN', '~', ARGV[8], '*', 'evening', ARGV[1], 'version', version)
return {0, version}
