# Drives a contender with wrk and takes its figures.
import json
import os
import subprocess
import tempfile

from client import Failed

HERE = os.path.dirname(os.path.abspath(__file__))
THREADS = 2  # one is busy before the ceiling is, and would be what is measured


def drive(address, requests, connections, seconds, keyed=False):
    """Requests at random, each of method, path, token and body, over `connections` for `seconds`. Throws Failed on any error."""
    with tempfile.NamedTemporaryFile("w", suffix=".requests") as file:
        file.writelines("\t".join(each) + "\n" for each in requests)
        file.flush()
        words = ["wrk", "-t", str(min(THREADS, connections)), "-c", str(connections), "-d", f"{seconds}s", "--timeout", "30s",
                 "-s", os.path.join(HERE, "requests.lua"), address, "--", file.name, *(["keyed"] if keyed else [])]
        ended = subprocess.run(words, capture_output=True, text=True)
    line = next((line for line in ended.stdout.splitlines() if line.startswith("BENCH ")), None)
    if ended.returncode or not line:
        raise Failed(f"wrk: {ended.stdout}{ended.stderr}")
    figures = json.loads(line.removeprefix("BENCH "))
    faults = {key: figures.pop(key) for key in ("status", "connect", "read", "write", "timeout")}
    if any(faults.values()) or not figures["requests"]:
        raise Failed(f"{address} answered {figures['requests']} requests with errors {faults}")
    figures["rps"] = figures["requests"] / figures["seconds"]
    return figures
