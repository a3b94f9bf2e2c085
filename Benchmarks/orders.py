"""How many orders a second go through one coordinator, beside what users would pick instead.

    scripts/benchmark-orders [--orders 20000] [--in-flight 4 128] [--repeats 3]

Every order is a real one, proposed by a policy, and every result is on the disk before it is
acknowledged; only the training is left out. The coordinator is the real program; both workers are
in one other process.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import tempfile
import threading

STUDY = """study: orders
objective: {{dataset: generated, network: mlp, epochs: 3, batch: 64,
            optimizer: {{name: sgd, rate: 0.05, momentum: 0.9, schedule: cosine}}}}
space: {{operators: aquasurf-27, schemas: ["unary(binary(unary(x),unary(x)))"]}}
search: {{policy: {policy}, budget: {budget}, seed: 1}}
confirm: {{top: 0}}
"""


def run(program, load, policy, budget, in_flight):
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as folder:
        folder = pathlib.Path(folder)
        (folder / "study.yaml").write_text(STUDY.format(policy=policy, budget=budget))
        coordinator = subprocess.Popen(
            [program, "coordinator", "study.yaml", "--listen", "tcp://127.0.0.1:*"], cwd=folder,
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        address = None
        for line in coordinator.stderr:
            if found := re.search(r"tcp://127\.0\.0\.1:\d+", line):
                address = found.group(0)
                break
        threading.Thread(target=lambda: [None for _ in coordinator.stderr], daemon=True).start()
        result = subprocess.run(
            [load, address, "2", str(in_flight // 2)], capture_output=True, text=True, check=True)
        usage = os.wait4(coordinator.pid, 0)[2]
        return {**json.loads(result.stdout),
                "cpu": round(1e6 * (usage.ru_utime + usage.ru_stime) / budget)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/hillock")
    parser.add_argument("--load", default=".build-benchmarks/release/orders")
    parser.add_argument("--orders", type=int, default=20_000)
    parser.add_argument("--in-flight", type=int, nargs="+", default=[4, 128])
    parser.add_argument("--policy", default="random")
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    for in_flight in arguments.in_flight:
        runs = [run(os.path.abspath(arguments.program), os.path.abspath(arguments.load),
                    arguments.policy, arguments.orders, in_flight)
                for _ in range(arguments.repeats)]
        print(json.dumps({
            "in flight": in_flight, "orders": arguments.orders,
            **{key: statistics.median(run[key] for run in runs) for key in ("rate", "p50", "p99", "cpu")},
            "rates": [run["rate"] for run in runs]}), flush=True)


if __name__ == "__main__":
    main()
