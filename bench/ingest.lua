-- Sends alerts with wrk: `wrk -s ingest.lua URL -- SHAPE COUNT MODE KEY`.
-- SHAPE: "alertmanager" (POST /api/v2/alerts) or "webhook" (Alertmanager's webhook v4, to Tocsin).
-- COUNT: alerts a request. MODE: "repeat" (1,000 distinct alerts, over and over) or "new".
local threads = 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

local distinct = 1000
local shape, count, mode, key
local counter = 0
local bodies = {}

local function label(number)
  return string.format(
    '"labels":{"alertname":"HighLatency","severity":"warning","service":"checkout","instance":"host-%s:9100"},'
      .. '"annotations":{"summary":"Requests to checkout take long","description":"The 95th percentile is over two seconds."},'
      .. '"startsAt":"2026-01-14T12:00:00Z"', number)
end

local function alert(number)
  if shape == "alertmanager" then
    return "{" .. label(number) .. "}"
  end
  return string.format('{"status":"firing",%s,"endsAt":"0001-01-01T00:00:00Z",'
    .. '"generatorURL":"http://prometheus.example/graph","fingerprint":"%016s"}', label(number), number)
end

local function body(first)
  local alerts = {}
  for offset = 0, count - 1 do
    local number = mode == "repeat" and tostring((first + offset) % distinct)
      or (id .. "x" .. tostring(first + offset))
    alerts[#alerts + 1] = alert(number)
  end
  local list = "[" .. table.concat(alerts, ",") .. "]"
  if shape == "alertmanager" then return list end
  return '{"version":"4","groupKey":"{}:{alertname=\\"HighLatency\\"}","truncatedAlerts":0,'
    .. '"receiver":"tocsin","status":"firing","alerts":' .. list
    .. ',"groupLabels":{"alertname":"HighLatency"},"commonLabels":{"alertname":"HighLatency"},'
    .. '"commonAnnotations":{},"externalURL":"http://alertmanager.example"}'
end

function init(args)
  shape, count, mode, key = args[1], tonumber(args[2]), args[3], args[4]
  counter = os.time() % 100000 * 100000
  wrk.method = "POST"
  wrk.headers["content-type"] = "application/json"
  if key then wrk.headers["authorization"] = "Bearer " .. key end
  if mode == "repeat" then
    for first = 0, distinct - 1, count do
      bodies[#bodies + 1] = wrk.format(nil, nil, nil, body(first))
    end
  end
end

local turn = 0
function request()
  if mode == "repeat" then
    turn = turn % #bodies + 1
    return bodies[turn]
  end
  counter = counter + count
  return wrk.format(nil, nil, nil, body(counter))
end

function done(summary, latency)
  io.write(string.format(
    'RESULT {"requests":%d,"seconds":%f,"p50Ms":%f,"p99Ms":%f,"failed":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
