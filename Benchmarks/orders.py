"""How many orders a second go through one coordinator, beside what users would pick instead.

    scripts/benchmark-orders [--orders 20000] [--in-flight 4 128] [--repeats 3] [--skip-peers]

Every order is a real one, proposed by a policy, and every result is on the disk before it is
acknowledged; the orders are a rehearsal's, which train nothing. The coordinator is the real program; both workers are
in one other process.

Peers that can be imported (ray, dask with distributed, optuna) do nothing 2,000 times, with two
workers and as many calls in flight. Only optuna, which is asked and told in one process, keeps its
results on a disk as well.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

import coordinator

STUDY = """study: orders
objective: {{rehearsal: {{seconds: 0}}, epochs: 3}}
space: {{operators: aquasurf-27, schemas: ["unary(binary(unary(x),unary(x)))"]}}
search: {{policy: {policy}, budget: {budget}, seed: 1}}
confirm: {{top: 0}}
"""


def run(program, load, policy, budget, in_flight):
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as folder:
        folder = pathlib.Path(folder)
        (folder / "study.yaml").write_text(STUDY.format(policy=policy, budget=budget))
        process, address = coordinator.start(program, "study.yaml", folder)
        result = subprocess.run(
            [load, address, "2", str(in_flight // 2)], capture_output=True, text=True, check=True)
        usage = os.wait4(process.pid, 0)[2]
        return {**json.loads(result.stdout),
                "cpu": round(1e6 * (usage.ru_utime + usage.ru_stime) / budget)}


def nothing(number):
    return number * 1.0


def in_turn(begin, wait, take, count, in_flight):
    """Keeps so many calls in flight; returns calls a second."""
    began = time.perf_counter()
    open_calls = [begin(number) for number in range(in_flight)]
    started = in_flight
    while open_calls:
        done, open_calls = wait(open_calls)
        for call in done:
            take(call)
            if started < count:
                open_calls.append(begin(started))
                started += 1
    return count / (time.perf_counter() - began)


def ray_rate(count, in_flight):
    import ray
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    call = ray.remote(nothing)
    ray.get([call.remote(number) for number in range(100)])
    return in_turn(call.remote, lambda calls: ray.wait(calls, num_returns=1), ray.get,
                   count, in_flight)


def dask_rate(count, in_flight):
    import logging
    from dask.distributed import Client, LocalCluster, wait
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None,
                           silence_logs=logging.ERROR)
    client = Client(cluster)
    client.gather(client.map(nothing, range(100), pure=False))

    def first(calls):
        done = wait(calls, return_when="FIRST_COMPLETED")
        return list(done.done), list(done.not_done)

    return in_turn(lambda number: client.submit(nothing, number, pure=False), first,
                   lambda call: call.result(), count, in_flight)


def optuna_rate(count, in_flight):
    import optuna
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        study = optuna.create_study(
            storage=f"sqlite:///{folder}/study.db", sampler=optuna.samplers.RandomSampler())
        began = time.perf_counter()
        study.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=count // 8)
        return count // 8 / (time.perf_counter() - began)


PEERS = {"ray": ray_rate, "dask": dask_rate, "optuna": optuna_rate}


def peer_apart(name, in_flight):
    result = subprocess.run([sys.executable, __file__, "--peer", name, "--in-flight",
                             str(in_flight)], capture_output=True, text=True)
    return float(result.stdout.splitlines()[-1]) if result.returncode == 0 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/hillock")
    parser.add_argument("--load", default=".build-benchmarks/release/orders")
    parser.add_argument("--orders", type=int, default=20_000)
    parser.add_argument("--in-flight", type=int, nargs="+", default=[4, 128])
    parser.add_argument("--policy", default="random")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--skip-peers", action="store_true")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        warnings.filterwarnings("ignore")
        print(PEERS[arguments.peer](2_000, arguments.in_flight[0]), flush=True)
        os._exit(0)  # what a peer leaves running is not waited for
    for in_flight in arguments.in_flight:
        runs = [run(os.path.abspath(arguments.program), os.path.abspath(arguments.load),
                    arguments.policy, arguments.orders, in_flight)
                for _ in range(arguments.repeats)]
        print(json.dumps({
            "in flight": in_flight, "orders": arguments.orders,
            **{key: statistics.median(run[key] for run in runs) for key in ("rate", "p50", "p99", "cpu")},
            "rates": [run["rate"] for run in runs]}), flush=True)
        for name in () if arguments.skip_peers else PEERS:
            # Optuna is asked and told in turn: more in flight would change nothing.
            if name == "optuna" and in_flight != min(arguments.in_flight):
                continue
            if rate := peer_apart(name, in_flight):
                print(json.dumps({"in flight": in_flight, "peer": name, "rate": round(rate)}),
                      flush=True)


if __name__ == "__main__":
    main()
