-- A vote in the reference application. Arguments: how many people, how many ideas.
local people, ideas = 1, 1

function init(arguments)
  math.randomseed(os.time() + math.floor(os.clock() * 1000000))
  people, ideas = tonumber(arguments[1]), tonumber(arguments[2])
end

function request()
  local headers = {["Content-Type"] = "application/x-www-form-urlencoded"}
  local body = "u=" .. math.random(people) .. "&i=" .. math.random(ideas)
  return wrk.format("POST", "/vote", headers, body)
end
