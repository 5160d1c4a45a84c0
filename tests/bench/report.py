# What comes out: the machine, the table with targets and verdicts, bench.json.
import json
import os
import platform
import statistics

FIGURES = ("rps", "p50_ms", "p99_ms", "rss_mib", "threads")
PEERS = ("ceiling", "fastapi", "flask")
# At least so many times the contender's requests a second.
RATIOS = {"W1": {"ceiling": 0.75, "fastapi": 3, "flask": 8}, "W2": {"ceiling": 0.42, "fastapi": 40, "flask": 14},
          "W3": {"ceiling": 0.30, "fastapi": 60, "flask": 15}, "W4": {"ceiling": 0.12, "fastapi": 20, "flask": 8}}
# (this line, that line, at least so much of it)
BETWEEN = (("W4 store in groups", "W4 store one commit a request", 3.0),
           ("W5 W2 beside log-ins", "W5 W2 alone", 0.80), ("W6 W2 beside 500 routes", "W6 W2 alone", 0.90),
           ("W7 1000000", "W7 1000", 0.75))
P99_MS = {"W1": 5, "W2": 5, "W3": 5}
GATES = {"start to ready, ms": 300, "1,000 idle connections, MiB": 16, "1,000 idle connections, threads": 0,
         "resident after the run, MiB": 48, "slowest log-in beside W2, ms": 500}  # at most


def machine(folder):
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) / 1024 / 1024
    kind = file_system(folder)
    if kind == "tmpfs":
        raise SystemExit(f"bench: {folder} is on tmpfs, where nothing is durable; name another with BENCH_FOLDER")
    return (f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Linux {platform.release()}, data on {kind}; "
            f"the load generator shares the cores; load {os.getloadavg()[0]:.1f} at the beginning")


def file_system(folder):
    folder, best = os.path.realpath(folder), ("", "?")
    with open("/proc/mounts") as mounts:
        for line in mounts:
            _, point, kind, *_ = line.split()
            if (folder + "/").startswith(point.rstrip("/") + "/") and len(point) >= len(best[0]):
                best = (point, kind)
    return best[1]


def medians(rounds):
    """{key: {contender: [figures, …]}} → the same with the median of each figure."""
    def of(several):
        return {name: round(statistics.median(each[name] for each in several), 3) for name in FIGURES}
    return {key: {contender: of(several) for contender, several in contenders.items()} for key, contenders in rounds.items()}


def verdict(is_reached):
    return "reached" if is_reached else "MISSED"


def table(results):
    yield (f"{'workload':<31}{'contender':<10}{'req/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'RSS MiB':>9}{'threads':>9}"
           f"{'mortise is':>13}  target")
    for key, contenders in results.items():
        yield ""
        ours = contenders.get("mortise")
        for contender, one in contenders.items():
            line = (f"{key:<31}{contender:<10}{one['rps']:>10,.0f}{one['p50_ms']:>9.2f}{one['p99_ms']:>9.2f}"
                    f"{one['rss_mib']:>9.1f}{one['threads']:>9.0f}")
            if contender == "mortise":
                if key in P99_MS:
                    line += f"{'':>13}  p99 < {P99_MS[key]} ms: {verdict(one['p99_ms'] < P99_MS[key])}"
            else:
                ratio = ours["rps"] / one["rps"]
                line += f"{ratio:>11.2f} x"
                if contender in RATIOS.get(key, {}):
                    line += f"  >= {RATIOS[key][contender]}: {verdict(ratio >= RATIOS[key][contender])}"
            yield line


def comparisons(results):
    for this, that, least in BETWEEN:
        if this in results and that in results:
            ratio = results[this]["mortise"]["rps"] / results[that]["mortise"]["rps"]
            yield f"{this} / {that}: {ratio:.2f}, >= {least}: {verdict(ratio >= least)}"


def gates(values):
    for name, value in values.items():
        line = f"{name}: {value:.0f}" if abs(value) >= 100 or value == int(value) else f"{name}: {value:.1f}"
        yield line + (f", <= {GATES[name]}: {verdict(value <= GATES[name])}" if name in GATES else "")


def write(folder, results, values, configuration):
    with open(os.path.join(folder, "bench-config.txt"), "w") as file:
        file.write(configuration)
    for name, content in (("bench.json", results), ("bench-gates.json", {key: round(value, 2) for key, value in values.items()})):
        with open(os.path.join(folder, name), "w") as file:
            json.dump(content, file, indent=1)
            file.write("\n")
