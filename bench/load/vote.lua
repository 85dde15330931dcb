-- A vote by a random signed-in person on a random idea. Arguments: the file of ballots
-- (see kit/readers.py), and "button" to ask for the button alone, as htmx does.
local cookies, ideas, token, button = {}, {}, "", false

function init(arguments)
  math.randomseed(os.time() + math.floor(os.clock() * 1000000))
  for line in io.lines(arguments[1]) do
    local kind, value = line:match("^(%S+) (.+)$")
    if kind == "token" then token = value
    elseif kind == "cookie" then cookies[#cookies + 1] = value
    else ideas[#ideas + 1] = value end
  end
  button = arguments[2] == "button"
end

function request()
  local headers = {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Cookie"] = cookies[math.random(#cookies)],
  }
  if button then headers["HX-Request"] = "true" end
  local path = "/ideas/" .. ideas[math.random(#ideas)] .. "/vote"
  return wrk.format("POST", path, headers, "csrf_token=" .. token .. "&look=")
end
