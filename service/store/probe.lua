-- Is writing possible, and what time is it there? KEYS[1] a key that is gone a second later.
local time = redis.call('TIME')
redis.call('SET', KEYS[1], '1', 'PX', 1000)
return time
