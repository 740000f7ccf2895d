-- Whom we reached with which version, by which channel; the highest stays, and of equal ones the first.
-- KEYS: journal, reached; ARGV: channel, pairs (person, version)
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
for i = 2, #ARGV, 2 do
  local known = redis.call('HGET', KEYS[2], ARGV[i])
  if not known or tonumber(ARGV[i + 1]) > tonumber(string.match(known, '^%d+')) then
    redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1] .. ' ' .. ARGV[1])
  end
end
return 1
