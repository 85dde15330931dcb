-- A search for a random common word. Argument: the address before the word.
local words = {
  "export", "import", "dark", "mode", "login", "team", "report", "dashboard",
  "mobile", "offline", "sync", "calendar", "invoice", "filter",
}
local path = "/search?q="

function init(arguments)
  math.randomseed(os.time() + math.floor(os.clock() * 1000000))
  path = arguments[1] or path
end

function request()
  return wrk.format("GET", path .. words[math.random(#words)])
end
