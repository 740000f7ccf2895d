-- A notice leaves the outbox once, and is counted once; whom it reached is noted in the same step.
-- KEYS: waiting, tally, tally-at, reached; ARGV: item, result or '', now (ms), then person, version, channel if reached
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
if ARGV[2] ~= '' then
  redis.call('HINCRBY', KEYS[2], ARGV[2], 1)
  redis.call('HSET', KEYS[3], ARGV[2], ARGV[3])
end
if ARGV[4] then
  local known = redis.call('HGET', KEYS[4], ARGV[4])
  if not known or tonumber(ARGV[5]) > tonumber(string.match(known, '^%d+')) then
    redis.call('HSET', KEYS[4], ARGV[4], ARGV[5] .. ' ' .. ARGV[6])
  end
end
return 1
