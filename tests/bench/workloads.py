# The workloads: what is asked, of whom, with which settings, and what a right answer looks like.
import json
import random
from dataclasses import dataclass, field
from datetime import datetime

import dataset
from client import Client, Failed
from contenders import UNCACHED

ROWS = 100_000
FOUR = ("mortise", "ceiling", "fastapi", "flask")
SERVICE = {"id", "name", "description", "price", "time_required", "category_id", "category", "is_active", "pin_codes",
           "rating_average", "rating_count", "created_at"}
REQUEST = {"id", "status", "service_id", "service_name", "price", "time_required", "customer_id", "customer_name",
           "customer_phone", "professional_id", "professional_user_id", "professional_name", "professional_phone", "location",
           "pin_code", "date_of_request", "remarks", "professional_remarks", "created_at", "accepted_at", "started_at",
           "completed_at", "ended_at", "rating", "comment", "allowed_actions"}


@dataclass(frozen=True)
class Line:
    """One line of the report: what is measured of one contender under one key."""
    key: str
    contender: str
    asks: str  # health, service, list or order
    connections: int = 64
    rows: int = ROWS
    settings: dict = field(default_factory=lambda: UNCACHED)
    keyed: bool = False  # with an Idempotency-Key
    log_ins: bool = False  # 20 a second beside it
    routes500: bool = False  # with the plugin of 500 further routes


def four(key, asks, **words):
    return [Line(key, contender, asks, **words) for contender in FOUR]


def group(name):
    """The lines that are measured in turn, round by round."""
    if name == "W1":
        return four("W1", "health")
    if name == "W2":
        return four("W2", "service")
    if name == "W3":
        return four("W3", "list") + [Line("W3 cached", "mortise", "list", settings={})]
    if name == "W4":
        return four("W4", "order") + [Line("W4 idempotent", "mortise", "order", keyed=True),
                                      Line("W4 c=1", "mortise", "order", connections=1)]
    if name == "connections":
        return [line for key, asks in (("W1", "health"), ("W2", "service")) for many in (1, 1000)
                for line in four(f"{key} c={many}", asks, connections=many)[:2]]
    if name == "W5":
        return [Line("W5 W2 alone", "mortise", "service"), Line("W5 W2 beside log-ins", "mortise", "service", log_ins=True)]
    if name == "W6":
        return [Line("W6 W2 alone", "mortise", "service"), Line("W6 W2 beside 500 routes", "mortise", "service", routes500=True)]
    if name == "W7":
        return [Line(f"W7 {rows}", "mortise", "list", rows=rows) for rows in (1_000, 10_000, 100_000, 1_000_000)]
    raise Failed(f"there is no workload {name}: {' '.join(GROUPS)}")


GROUPS = ("W1", "connections", "W2", "W3", "W4", "W5", "W6", "W7")


def settings_of(line, bench_plugins):
    """What this line sets besides the settings of all."""
    if not line.routes500:
        return line.settings
    return {**line.settings, "plugins.folders": bench_plugins,
            "plugins.enabled": "auth, services, requests, compat, docs, routes500"}


def requests_of(line, tokens, count=4096):
    """(method, path, token, body) at random; `tokens` are the callers' by user. The ceiling is always asked the same."""
    dice = random.Random(7)
    if line.rows <= 1000 or line.key.startswith("W7"):  # those who have requests in every table
        tokens = {user: token for user, token in tokens.items() if user <= 40}
    callers = list(tokens.values())
    if line.asks == "health" or line.contender == "ceiling":
        return [("GET", "/health", "", "")]
    if line.asks == "service":
        return [("GET", f"/api/services/{dice.randint(1, dataset.SERVICES)}", dice.choice(callers), "") for _ in range(count)]
    if line.asks == "list":
        return [("GET", "/api/service-requests?limit=20", token, "") for token in callers]
    return [("POST", "/api/service-requests", dice.choice(callers), order(dice)) for _ in range(count)]


def order(dice):
    """A body that is always taken: what nobody is assigned to yet overlaps with nothing."""
    year = dataset.NOW // (365 * dataset.DAY) + 1972
    return json.dumps({"service_id": dice.randint(1, dataset.SERVICES), "location": f"{dice.randint(1, 90)} Hill Road, floor 3",
                       "pin_code": str(560001 + dice.randrange(60)), "remarks": "Ring twice, please.",
                       "date_of_request": f"{year}-0{dice.randint(1, 9)}-{dice.randint(1, 28):02d}T10:00:00Z"})


def age_of(item):
    return datetime.fromisoformat(item["created_at"].removesuffix("Z"))


def need(condition, what):
    if not condition:
        raise Failed(what)


def check(line, address, tokens):
    """One right answer of each kind, and that a stranger gets none."""
    user, token = next(iter(tokens.items()))
    bearer = {"Authorization": f"Bearer {token}"}
    with Client(address) as client:
        need(client.get("/health").expect(200)["name"] == "Mortise", f"{line.contender}: /health is another's")
        if line.contender == "ceiling" or line.asks == "health":
            return
        if line.asks == "service":
            known = dataset.services()[16]
            got = client.get("/api/services/17", bearer).expect(200)
            need(set(got) == SERVICE, f"{line.contender}: a service has the members {sorted(got)}")
            need((got["name"], round(got["price"] * 100), got["category_id"]) == (known[1], known[3], known[5]),
                 f"{line.contender}: {got}")
        elif line.asks == "list":
            got = client.get("/api/service-requests?limit=20", bearer).expect(200)
            need(set(got) == {"items", "next_cursor"} and len(got["items"]) == 20 and got["next_cursor"],
                 f"{line.contender}: no full page: {str(got)[:300]}")
            need(all(set(item) == REQUEST and item["customer_id"] == user for item in got["items"]),
                 f"{line.contender}: {got['items'][0]}")
            ages = [age_of(item) for item in got["items"]]
            need(ages == sorted(ages, reverse=True), f"{line.contender}: not the newest first")
            following = client.get(f"/api/service-requests?limit=20&cursor={got['next_cursor']}", bearer).expect(200)["items"]
            need(following and age_of(following[0]) <= ages[-1], f"{line.contender}: the next page is not the next")
        else:
            wish = json.loads(order(random.Random(3)))
            keys = {"Idempotency-Key": "bench-check"} if line.keyed else {}
            got = client.post("/api/service-requests", wish, {**bearer, **keys}).expect(201)
            need(set(got) == REQUEST and got["customer_id"] == user and got["status"] == "requested",
                 f"{line.contender}: {got}")
            again = client.post("/api/service-requests", wish, {**bearer, **keys}).expect(201)
            need((again["id"] == got["id"]) == line.keyed, f"{line.contender}: orders {got['id']} and {again['id']}")
        # The catalogue is public in the household edition: a token is looked at, and a bad one is nobody's. The peers refuse it.
        if line.asks != "service" or line.contender != "mortise":
            path = "/api/services/17" if line.asks == "service" else "/api/service-requests?limit=20"
            client.get(path).expect_status(401)
            client.get(path, {"Authorization": "Bearer " + token[:-6] + "AAAAAA"}).expect_status(401)
