# The contenders as processes: started, found ready, watched, ended.
import os
import signal
import socket
import subprocess
import threading
import time

from client import Client, Failed

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PYTHON = "/usr/bin/python3"  # Debian's, which has Debian's packages

# All that the benchmark sets besides the edition's own file. Nothing is switched off: the limits are there, and out of reach.
SETTINGS = {
    "http.listen": "127.0.0.1:0",
    "ops.listen": "127.0.0.1:0",
    "log.format": "json",
    "http.rate_limits.requests": "1000000000",
    "http.limits.connections_per_address": "10000",
}
UNCACHED = {"cache.ttl": "0 s"}


class Process:
    """A contender that runs; a context that ends it."""

    def __init__(self, words, address=None, environment=None, log=os.devnull, patience=60):
        began = time.monotonic()
        self.words = words
        with open(log, "ab") as err:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=err if address else subprocess.PIPE,
                                            stderr=err, env={**os.environ, **(environment or {})}, start_new_session=True)
        try:
            self.address = address or self._said_address()
            if address:
                self._wait_for_health(began + patience)
        except BaseException:
            self.end()
            raise
        self.ready_ms = (time.monotonic() - began) * 1000

    def _said_address(self):
        line = self.process.stdout.readline().decode()
        if not line.startswith("ready http://"):
            raise Failed(f"{self.words[0]} did not get ready: {line}")
        return line.split()[1]

    def _wait_for_health(self, give_up):
        while True:
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise Failed(f"{' '.join(self.words)} did not get ready")
            try:
                with Client(self.address) as client:
                    client.get("/health").expect(200)
                    return
            except OSError:
                time.sleep(0.05)

    def pids(self):
        """The process and all that descend from it."""
        out = [self.process.pid]
        for pid in out:
            try:
                for task in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{task}/children") as children:
                        out += [int(child) for child in children.read().split()]
            except OSError:
                pass
        return out

    def weight(self):
        """Resident MiB and threads of all its processes."""
        kib = threads = 0
        for pid in self.pids():
            try:
                with open(f"/proc/{pid}/status") as status:
                    fields = dict(line.split(":", 1) for line in status if ":" in line)
                kib += int(fields["VmRSS"].split()[0])
                threads += int(fields["Threads"])
            except (OSError, KeyError):
                pass
        return kib / 1024, threads

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, fault, *_):
        self.end()
        if fault is None and self.process.returncode not in (0, -signal.SIGTERM):
            raise Failed(f"{self.words[0]} ended with {self.process.returncode}")


class Scales:
    """Weighs a process twice a second while something else goes on, and keeps the most."""

    def __init__(self, process):
        self.process, self.rss_mib, self.threads = process, 0.0, 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch)

    def _watch(self):
        while True:
            rss, threads = self.process.weight()
            self.rss_mib, self.threads = max(self.rss_mib, rss), max(self.threads, threads)
            if self.over.wait(0.5):
                return

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def mortise_words(build, command, folder, settings):
    words = [os.path.join(build, "bin/mortise"), *command, "--config", os.path.join(ROOT, "config/household.properties")]
    for key, value in {"data.folder": folder, **SETTINGS, **settings}.items():
        words += ["--set", f"{key}={value}"]
    return words


def mortise(build, folder, settings):
    """Logs at its default level to a file beside the data folder, begun anew at each start."""
    log = folder + ".log"
    open(log, "w").close()
    try:
        return Process(mortise_words(build, ["serve"], folder, settings), log=log)
    except Failed as fault:
        with open(log) as said:
            raise Failed(f"{fault}{said.read()[-2000:]}") from None


def whole_configuration(build, folder):
    return subprocess.run(mortise_words(build, ["config", "show"], folder, UNCACHED), capture_output=True, text=True).stdout


def ceiling(build, answer_file):
    return Process([os.path.join(build, "bin/bench_ceiling"), answer_file])


def fastapi(database, log):
    port = free_port()
    return Process([PYTHON, "-m", "uvicorn", "--app-dir", os.path.join(HERE, "peers"), "fastapi_app:app", "--host", "127.0.0.1",
                    "--port", str(port), "--workers", "2", "--no-access-log", "--log-level", "warning"],
                   f"http://127.0.0.1:{port}", peer_environment(database), log)


def flask(database, log):
    port = free_port()
    return Process([PYTHON, "-m", "gunicorn", "--chdir", os.path.join(HERE, "peers"), "flask_app:app",
                    "--bind", f"127.0.0.1:{port}", "--workers", "2", "--worker-class", "gthread", "--threads", "4",
                    "--log-level", "warning"],
                   f"http://127.0.0.1:{port}", peer_environment(database), log)


def peer_environment(database):
    from peers.fill import SECRET
    return {"BENCH_DATABASE": database, "BENCH_SECRET": SECRET, "PYTHONDONTWRITEBYTECODE": "1"}
