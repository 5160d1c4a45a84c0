# The benchmark: groups of lines, each line measured once a round, all lines of a group in turn.
import json
import os
import shutil
import subprocess

import contenders
import gates
import report
from client import Client, Failed
from contenders import Scales
from dataset import CUSTOMERS
from household import Household, count_requests
from workloads import GROUPS, ROWS, check, group, requests_of, settings_of
from wrk import drive

WARM_UP = 1


class Bench:
    def __init__(self, build):
        self.build = build
        self.seconds = int(os.environ.get("BENCH_SECONDS", "4"))
        self.rounds = int(os.environ.get("BENCH_ROUNDS", "3"))
        self.folder = os.path.join(os.environ.get("BENCH_FOLDER", build), "bench-data")
        self.bench_plugins = os.path.join(build, "lib/bench/plugins")
        self.results, self.gates = {}, {}
        self.slowest_log_in = []

    def run(self, names):
        for name in names:
            if name not in (*GROUPS, "gates"):
                raise Failed(f"there is no workload {name}: {' '.join(GROUPS)} gates")
        os.makedirs(self.folder, exist_ok=True)
        print(report.machine(self.folder))
        print(f"{self.rounds} rounds of {self.seconds} s after {WARM_UP} s, medians; household.properties and:",
              " ".join(f"{key}={value}" for key, value in {**contenders.SETTINGS, **contenders.UNCACHED}.items()),
              "(cached lines: the built-in cache.ttl); log to a file. The whole configuration: bench-config.txt.", flush=True)
        self._prepare()
        try:
            for name in names:
                print(f"… {name}", flush=True)
                self._run_one(name)
        finally:  # what was measured before a failure is shown as well
            results = report.medians(self.results)
            for part in (report.table(results), report.comparisons(results), report.gates(self.gates)):
                print("\n" + "\n".join(part))
        report.write(self.build, results, self.gates, contenders.whole_configuration(self.build, self.household.people))
        shutil.rmtree(self.folder)

    def _run_one(self, name):
        if name == "gates":
            self.gates |= gates.whole_run(lambda folder: self._mortise(folder, contenders.UNCACHED), self.household.copy(ROWS),
                                          self.household.tokens, self.seconds)
            return
        self._measure(group(name))
        if name == "W4":
            self._measure_commits()
        if self.slowest_log_in:
            self.gates["slowest log-in beside W2, ms"] = max(self.slowest_log_in)

    def _prepare(self):
        self.household = Household(os.path.join(self.folder, "household"), lambda folder: self._mortise(folder, {}))
        self.answer = os.path.join(self.folder, "answer")
        with self._mortise(self.household.folder(ROWS), {}) as host, Client(host.address) as client:
            reply = client.get("/health")
            head = "".join(f"{name}: {value}\r\n" for name, value in reply.headers.items())
            with open(self.answer, "wb") as file:
                file.write(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + reply.body)
        self.peers_database = None

    def _mortise(self, folder, settings):
        return contenders.mortise(self.build, folder, settings)

    def _peers_database(self):
        from peers import fill
        if not self.peers_database:
            path = os.path.join(self.folder, "peers.db")
            for each in (path, path + "-wal", path + "-shm"):
                if os.path.exists(each):
                    os.remove(each)
            fill.fill(path, ROWS)
            os.sync()
            self.peers_database = path
            self.peers_tokens = {user: fill.token(user) for user in self.household.tokens}
        return self.peers_database

    def _start(self, line):
        """The contender that runs, its callers' tokens, and a function that counts its requests' rows."""
        if line.contender == "mortise":
            household = self.household
            folder = household.copy(line.rows) if line.asks == "order" else household.folder(line.rows)
            started = self._mortise(folder, settings_of(line, self.bench_plugins))
            return started, household.tokens, lambda: count_requests(folder)
        if line.contender == "ceiling":
            return contenders.ceiling(self.build, self.answer), self.household.tokens, None
        from peers import fill
        database = self._peers_database()
        started = getattr(contenders, line.contender)(database, os.path.join(self.folder, f"{line.contender}.log"))
        return started, self.peers_tokens, lambda: fill.count_requests(database)

    def _measure(self, lines):
        for turn in range(self.rounds):
            for line in lines:
                started, tokens, count = self._start(line)
                with started as process:
                    if turn == 0:
                        check(line, process.address, tokens)
                    before = count() if line.asks == "order" and count else 0
                    warm, figures = self._drive(line, process, tokens)
                if line.asks == "order" and count and count() - before < warm["requests"] + figures["requests"]:
                    raise Failed(f"{line.contender} answered {figures['requests']} orders and kept {count() - before}")
                self.results.setdefault(line.key, {}).setdefault(line.contender, []).append(figures)

    def _drive(self, line, process, tokens):
        asked = requests_of(line, tokens)
        warm = drive(process.address, asked, line.connections, WARM_UP, line.keyed)
        with Scales(process) as scales:
            if line.log_ins:
                with gates.LogIns(process.address, CUSTOMERS, self.seconds) as log_ins:
                    figures = drive(process.address, asked, line.connections, self.seconds, line.keyed)
                self.slowest_log_in.append(max(log_ins.latencies_ms))
            else:
                figures = drive(process.address, asked, line.connections, self.seconds, line.keyed)
        figures |= {"rss_mib": scales.rss_mib, "threads": scales.threads}
        return warm, figures

    def _measure_commits(self):
        """In turn as well: as many in one commit as wait, and one."""
        for _ in range(self.rounds):
            for key, most in (("W4 store in groups", 256), ("W4 store one commit a request", 1)):
                folder = os.path.join(self.folder, "commits")
                shutil.rmtree(folder, ignore_errors=True)
                os.makedirs(folder)
                ended = subprocess.run([os.path.join(self.build, "bin/bench_commits"), folder, str(most), str(self.seconds)],
                                       capture_output=True, text=True)
                if ended.returncode:
                    raise Failed(f"bench_commits: {ended.stderr}")
                self.results.setdefault(key, {}).setdefault("mortise", []).append(json.loads(ended.stdout))
