-- One connection of many: does one thing again and again as a browser would, keeps its cookies and view states, and
-- remembers how long each took. Run by wrk with as many threads as connections:
--   wrk ... -s load.lua ADDRESS -- THING FILE
-- FILE has a line for each customer: where he calls from, his cookies, what the thing is done to; with tabs between.

local ffi = require("ffi")
ffi.cdef[[
  typedef struct { long seconds; long nanos; } ams_timespec;
  int clock_gettime(int clock, ams_timespec *now);
]]
local now = ffi.new("ams_timespec")

local function micros()
  ffi.C.clock_gettime(1, now)
  return tonumber(now.seconds) * 1e6 + tonumber(now.nanos) / 1e3
end

local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end


-- Forms ---------------------------------------------------------------------------------------------------------------

local function unescape(text)
  return (text:gsub("&quot;", '"'):gsub("&#39;", "'"):gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&amp;", "&"))
end

local function encode(text)
  return (text:gsub("[^%w%-%._~]", function(sign) return string.format("%%%02X", sign:byte()) end))
end

-- What a browser would send of the form with this id, with some fields typed over; the button is pressed.
local function submission(page, form, typed, button)
  local from = page:find('<form id="' .. form .. '"', 1, true)
  if not from then return nil end
  local part = page:sub(from, page:find("</form>", from, true))
  local fields = {}
  for input in part:gmatch("<input[^>]*>") do
    local name = input:match('name="([^"]*)"')
    local kind = input:match('type="([^"]*)"')
    local ticked = input:find("checked", 1, true)
    if name and (kind ~= "checkbox" or ticked) and kind ~= "submit" then
      local value = unescape(input:match('value="([^"]*)"') or (kind == "checkbox" and "on" or ""))
      table.insert(fields, encode(name) .. "=" .. encode(typed[name] or value))
    end
  end
  -- A page that is answered with a page keeps its nonce; the browser's script sends it along.
  table.insert(fields, "primefaces.nonce=" .. encode(page:match('nonce="([^"]*)"') or ""))
  table.insert(fields, encode(button) .. "=go")
  return table.concat(fields, "&")
end

-- The things ----------------------------------------------------------------------------------------------------------

local customer            -- whose turn it is: cookies and object
local customers = {}
local turn = 0
local step = 0            -- of the thing
local begun
local body, path, headers
local counter = 0

local function nextCustomer()
  turn = turn % #customers + 1
  customer = customers[turn]
end

local function ask(method, address, sent)
  headers = { ["X-Forwarded-For"] = customer.address }
  if customer.cookies then headers["Cookie"] = customer.cookies end
  if sent then headers["Content-Type"] = "application/x-www-form-urlencoded" end
  return wrk.format(method, address, headers, sent)
end

-- Each thing is a list of steps; a step asks, and looks at the answer: true when it is as it has to be.
local things = {}

things.look = {
  { function() return ask("GET", customer.object) end,
    function(status, answer) return status == 200 and answer:find("</html>", 1, true) ~= nil end },
}

things.edit = {
  { function() return ask("GET", "/customer/contact.xhtml?id=" .. customer.object) end,
    function(status, answer)
      counter = counter + 1
      body = status == 200 and submission(answer, "form",
        { ["form:phone1"] = string.format("+4144%07d", 2000000 + (number * 100000 + counter) % 7999999) }, "form:save")
      return body ~= nil and body ~= false
    end },
  { function() return ask("POST", "/customer/contact.xhtml", body) end,
    function(status, answer, received) return status == 302 end },
}

things.signin = {
  { function()
      customer.cookies = nil -- as a browser that was closed meanwhile
      return ask("GET", "/sign-in.xhtml")
    end,
    function(status, answer, received)
      customer.cookies = (received["Set-Cookie"] or ""):match("^[^;]*")
      body = status == 200 and submission(answer, "form",
        { ["form:userName"] = customer.object, ["form:password"] = password }, "form:signIn")
      return body ~= nil and body ~= false
    end },
  { function() return ask("POST", "/sign-in.xhtml", body) end,
    function(status) return status == (password == "wrong-Lantern-26" and 200 or 302) end },
}

things.search = {
  { function()
      body = customer.object:gsub("TYPED", function() counter = counter + 1 return encode(words[(counter * 7 + number * 13) % #words + 1]) end)
      return ask("POST", "/staff/find.xhtml", body)
    end,
    function(status, answer) return status == 200 and answer:find("found", 1, true) ~= nil end },
}

things.cardadd = {
  { function() return ask("GET", "/customer/card-add.xhtml") end,
    function(status, answer)
      customer.cards = (customer.cards or 0) + 1
      body = status == 200 and submission(answer, "form",
        { ["form:pan"] = words[customer.cards % #words + 1], ["form:expiry"] = "12/39", ["form:cardholder"] = "BENCH MARK" }, "form:add")
      return body ~= nil and body ~= false
    end },
  { function() return ask("POST", "/customer/card-add.xhtml", body) end,
    function(status) return status == 302 end },
}

-- Each request is good for one charge: the custodian asks, is asked whether he is sure, and is.
things.charge = {
  { function() return ask("GET", "/custodian/execute.xhtml?request=" .. customer.object) end,
    function(status, answer)
      body = status == 200 and submission(answer, "charging", { ["charging:amount"] = "5.00" }, "charging:charge")
      return body ~= nil and body ~= false
    end },
  { function() return ask("POST", "/custodian/execute.xhtml", body) end,
    function(status, answer)
      body = status == 200 and submission(answer, "sureForm", {}, "sureForm:yes")
      return body ~= nil and body ~= false
    end },
  { function() return ask("POST", "/custodian/execute.xhtml", body) end,
    function(status) return status == 302 end },
}

-- The loop of wrk -----------------------------------------------------------------------------------------------------

local steps
times = {}                -- of whole things, in microseconds
last = {}                 -- of the last step of each
failed = 0
local stepBegun

function init(args)
  local kind, file, threadCount = args[1], args[2], tonumber(args[5])
  pause = tonumber(args[6])
  password = args[3]
  words = {}
  for word in (args[4] or ""):gmatch("[^,]+") do table.insert(words, word) end
  steps = things[kind]
  local line = 0
  for text in io.lines(file) do
    if line % threadCount == number then
      local address, cookies, object = text:match("^([^\t]*)\t([^\t]*)\t(.*)$")
      table.insert(customers, { address = address, cookies = cookies, object = object })
    end
    line = line + 1
  end
end

function delay()
  return pause
end

function request()
  if step == 0 then
    nextCustomer()
    begun = micros()
    step = 1
  end
  stepBegun = micros()
  return steps[step][1]()
end

function response(status, received, answer)
  local ended = micros()
  if not steps[step][2](status, answer, received) then
    failed = failed + 1
    if failed <= 3 then
      local told = (answer:match('id="happened">(.-)<form') or ""):gsub("<[^>]*>", " "):gsub("%s+", " "):sub(1, 200)
      io.stderr:write(string.format("bench: step %d was answered with %d, %s%s\n", step, status,
        received["Location"] or answer:match("<title>(.-)</title>") or answer:sub(1, 200), told))
    end
    step = 0
    return
  end
  if step < #steps then
    step = step + 1
    return
  end
  table.insert(times, ended - begun)
  table.insert(last, ended - stepBegun)
  step = 0
end

function done(summary)
  local all, ends, failures = {}, {}, 0
  for _, thread in ipairs(threads) do
    for _, time in ipairs(thread:get("times")) do table.insert(all, time) end
    for _, time in ipairs(thread:get("last")) do table.insert(ends, time) end
    failures = failures + thread:get("failed")
  end
  table.sort(all)
  table.sort(ends)
  local function percentile(sorted, part)
    return #sorted == 0 and 0 or sorted[math.max(1, math.ceil(#sorted * part))]
  end
  local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format("ams operations=%d micros=%d failed=%d broken=%d p50=%d p99=%d lastP50=%d lastP99=%d bytes=%d requests=%d",
    #all, summary.duration, failures, broken, percentile(all, 0.5), percentile(all, 0.99),
    percentile(ends, 0.5), percentile(ends, 0.99), summary.bytes, summary.requests))
end
