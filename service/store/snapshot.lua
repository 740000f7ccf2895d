-- A snapshot never replaces a newer one, and none outlives its evening.
-- KEYS: journal, snapshot; ARGV: version, data
local version = tonumber(ARGV[1])
if redis.call('XLEN', KEYS[1]) < version then return 0 end
if version <= tonumber(redis.call('HGET', KEYS[2], 'version') or 0) then return 0 end
redis.call('HSET', KEYS[2], 'version', ARGV[1], 'data', ARGV[2])
return 1
