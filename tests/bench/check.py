# Each workload once for correctness, against the program of any build: no clock, no verdict on speed, nothing but Python.
import os
import tempfile

import contenders
import gates
from client import Client, Failed
from household import Household, count_requests
from workloads import GROUPS, check, group, requests_of, settings_of

ROWS, CUSTOMERS, CALLERS = 1000, 40, 4


def ask_all(line, address, tokens):
    """A few of the very requests that wrk would send."""
    with Client(address) as client:
        for turn, (method, path, token, body) in enumerate(requests_of(line, tokens, 8)[:8]):
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            if line.keyed:
                headers["Idempotency-Key"] = f"bench-{turn}"
            if body:
                headers["Content-Type"] = "application/json"
            client.connection.request(method, path, body or None, headers)
            response = client.connection.getresponse()
            answer = response.read()
            if response.status != (201 if line.asks == "order" else 200):
                raise Failed(f"{line.key}: {method} {path}: {response.status} {answer[:300]!r}")


def check_all(build):
    """Lines with the same settings share a host, so that it takes seconds under a sanitizer too."""
    lines = [line for name in GROUPS for line in group(name) if line.contender == "mortise"]
    bench_plugins = os.path.join(build, "lib/bench/plugins")
    by_settings = {}
    for line in lines:
        by_settings.setdefault(tuple(settings_of(line, bench_plugins).items()), []).append(line)
    with tempfile.TemporaryDirectory() as root:
        household = Household(os.path.join(root, "household"), lambda folder: contenders.mortise(build, folder, {}), CUSTOMERS,
                              CALLERS)
        folder = household.folder(ROWS)
        for settings, some in by_settings.items():
            with contenders.mortise(build, folder, dict(settings)) as host:
                for line in some:
                    check(line, host.address, household.tokens)
                    ask_all(line, host.address, household.tokens)
                    if line.log_ins:
                        with gates.LogIns(host.address, CUSTOMERS, 0.2):
                            pass
                    print("right:", line.key)
        if count_requests(folder) < ROWS + 16:
            raise Failed("orders that were answered are not there")
