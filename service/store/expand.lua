-- A journal entry becomes notices exactly once.
-- KEYS: journal, position, waiting
-- ARGV: version, nonce of this call, n, then n pairs (item, data), then items to drop
local version = tonumber(ARGV[1])
-- An evening that was erased meanwhile stays erased.
if redis.call('XLEN', KEYS[1]) < version then return 0 end
local at, nonce = string.match(redis.call('GET', KEYS[2]) or '0 ', '^(%d+) (.*)$')
at = tonumber(at)
-- The same nonce: our own call, sent again because its answer was lost.
if at == version and nonce == ARGV[2] then return 1 end
if at >= version then return 0 end
local n = tonumber(ARGV[3])
for i = 4 + 2 * n, #ARGV do redis.call('HDEL', KEYS[3], ARGV[i]) end
for i = 4, 2 + 2 * n, 2 do redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1]) end
redis.call('SET', KEYS[2], version .. ' ' .. ARGV[2])
return 1
