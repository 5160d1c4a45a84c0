# What is measured beside the workloads: log-ins at a steady pace, idle connections, the start, what stays resident.
import socket
import threading
import time

import dataset
from client import Client, Failed
from wrk import drive
from workloads import Line, requests_of

LOG_INS_A_SECOND = 20
IDLE = 1000


class LogIns:
    """Log-ins of ever other customers at a fixed pace, however long the answers take, beside what is in its context."""

    def __init__(self, address, customers, seconds):
        self.address, self.customers, self.count = address, customers, round(seconds * LOG_INS_A_SECOND)
        self.latencies_ms, self.faults = [], []
        self.pacer = threading.Thread(target=self._pace)

    def _pace(self):
        began, each = time.monotonic(), []
        for turn in range(self.count):
            time.sleep(max(0.0, began + turn / LOG_INS_A_SECOND - time.monotonic()))
            each.append(threading.Thread(target=self._log_in, args=(1 + turn % self.customers,)))
            each[-1].start()
        for one in each:
            one.join()

    def _log_in(self, user):
        began = time.monotonic()
        try:
            with Client(self.address) as client:
                client.post("/api/auth/login", {"username": dataset.email_of(user), "password": dataset.PASSWORD}).expect(200)
            self.latencies_ms.append((time.monotonic() - began) * 1000)
        except (Failed, OSError) as fault:
            self.faults.append(str(fault))

    def __enter__(self):
        self.pacer.start()
        return self

    def __exit__(self, *_):
        self.pacer.join()
        if self.faults:
            raise Failed(f"{len(self.faults)} of {self.count} log-ins failed: {self.faults[0]}")


def idle_cost(host):
    """MiB and threads that a thousand connections cost which have asked once and stay."""
    before = host.weight()
    address = ("127.0.0.1", int(host.address.rsplit(":", 1)[1]))
    connections = []
    try:
        for _ in range(IDLE):
            connections.append(socket.create_connection(address))
            connections[-1].sendall(b"GET /health HTTP/1.1\r\nHost: bench\r\n\r\n")
        for each in connections:
            if not each.recv(4096).startswith(b"HTTP/1.1 200"):
                raise Failed("one of many connections was not answered")
        after = host.weight()
    finally:
        for each in connections:
            each.close()
    return after[0] - before[0], after[1] - before[1]


def whole_run(start, folder, tokens, seconds):
    """One host from its start through W1 to W4 and a thousand connections: {gate: value}."""
    with start(folder) as host:
        out = {"start to ready, ms": host.ready_ms, "resident when ready, MiB": host.weight()[0]}
        mib, threads = idle_cost(host)
        out |= {"1,000 idle connections, MiB": mib, "1,000 idle connections, threads": threads}
        for asks, connections in (("health", 64), ("service", 64), ("list", 64), ("order", 64), ("service", 1000)):
            drive(host.address, requests_of(Line("", "mortise", asks), tokens), connections, seconds)
        time.sleep(1)
        out["resident after the run, MiB"], out["threads after the run"] = host.weight()
    return out
