-- What wrk sends: requests of a file at random, one a line: method, path, token, body, by tabs. The word "keyed" behind the file
-- gives each its own Idempotency-Key. Prints what was measured as one line of JSON.
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

local ready, first, last = {}, {}, {}
local keyed, sent, stem = false, 0, ""

function init(args)
    local seed = os.time() + number * 7919
    math.randomseed(seed)
    keyed = args[2] == "keyed"
    stem = string.format("bench-%d-%d-", seed, number) .. tostring(math.random(1e9)) .. "-"
    for line in io.lines(args[1]) do
        local method, path, token, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
        local headers = {}
        if token ~= "" then headers["Authorization"] = "Bearer " .. token end
        if body ~= "" then headers["Content-Type"] = "application/json" end
        if keyed then headers["Idempotency-Key"] = "@KEY@" end
        local text = wrk.format(method, path, headers, body ~= "" and body or nil)
        ready[#ready + 1] = text
        if keyed then
            local from, to = text:find("@KEY@", 1, true)
            first[#first + 1], last[#last + 1] = text:sub(1, from - 1), text:sub(to + 1)
        end
    end
end

function request()
    local one = math.random(#ready)
    if not keyed then return ready[one] end
    sent = sent + 1
    return first[one] .. stem .. sent .. last[one]
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'BENCH {"requests": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, ' ..
            '"status": %d, "connect": %d, "read": %d, "write": %d, "timeout": %d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, errors.status,
        errors.connect, errors.read, errors.write, errors.timeout))
end
