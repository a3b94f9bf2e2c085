"""How long a proposal takes, and what a running fit adds to a message.

    python3 Benchmarks/proposals.py [--program .build/release/hillock] [--budget 120]

Two searches of the whole four-node space (some 387,000 classes) run through a real coordinator and
one worker with one slot: by the outputs of all classes, and by outputs and spectra of 5,000. The
trainings are small (generated images), so that proposals follow each other quickly. A proposal's
latency is the time between a result's entry in the journal and the next proposal's; meanwhile a
client asks the coordinator something every 5 ms, and its answers say how long a message takes while
the policy computes and while it does not. Needs pyzmq; takes some minutes.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import struct
import subprocess
import tempfile
import threading
import time

import zmq

import coordinator

SCHEMAS = ["unary(unary(unary(unary(x))))", "unary(binary(unary(x),unary(x)))",
           "binary(unary(unary(x)),unary(x))", "binary(unary(x),unary(unary(x)))",
           "n-ary(unary(x),unary(x),unary(x))"]
STUDY = """study: {name}
objective: {{dataset: generated, network: mlp, epochs: 1, batch: 64,
            optimizer: {{name: sgd, rate: 0.05, momentum: 0.9, schedule: cosine}}}}
space: {{operators: aquasurf-27, schemas: {schemas}}}
search: {{policy: aquasurf, budget: {budget}, seed: 1{further}}}
confirm: {{top: 0}}
"""


def varint(number):
    encoded = b""
    while number > 127:
        encoded += bytes([number & 127 | 128])
        number >>= 7
    return encoded + bytes([number])


def request(number):
    """An envelope (docs/protocol.md) with a request that the coordinator answers with a refusal."""
    payload = b"\x09" + struct.pack("<Q", number) + b"\x12" + varint(4) + b"ping"
    return b"\x08\x01\x10" + varint(41) + b"\x3a" + varint(len(payload)) + payload


class Pings(threading.Thread):
    """Round trips to a coordinator, one every 5 ms: (when it was sent, how long it took)."""

    def __init__(self, address):
        super().__init__(daemon=True)
        self.socket = zmq.Context.instance().socket(zmq.DEALER)
        self.socket.connect(address)
        self.trips = []
        self.goes_on = True

    def run(self):
        number = 1
        while self.goes_on:
            began = time.time()
            self.socket.send(request(number))
            if not self.socket.poll(5_000):
                self.trips.append((began, 5.0))
                continue
            self.socket.recv_multipart()
            self.trips.append((began, time.time() - began))
            number += 1
            time.sleep(0.005)
        self.socket.close(0)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def run(program, folder, name, further, budget, niceness):
    study = folder / f"{name}.yaml"
    study.write_text(STUDY.format(
        name=name, schemas=json.dumps(SCHEMAS), budget=budget, further=further))
    process, address = coordinator.start(program, study, folder)
    watcher = subprocess.Popen(
        [program, "watch", "--connect", address, "--since", "0", "--json"], cwd=folder,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    events = []
    reader = threading.Thread(
        target=lambda: [events.append(json.loads(line)) for line in watcher.stdout], daemon=True)
    reader.start()
    pings = Pings(address)
    pings.start()
    time.sleep(5)  # a quiet coordinator first
    worker = subprocess.Popen(
        ["nice", "-n", str(niceness), program, "worker", "--connect", address, "--slots", "1"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            text = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            peak = max(peak, int(re.search(r"VmHWM:\s+(\d+)", text).group(1)) // 1024)
        except (OSError, AttributeError):
            pass
        if any(event["kind"] == "study-finished" for event in events):
            break
        time.sleep(0.2)
    pings.goes_on = False
    worker.wait(timeout=60)
    process.wait(timeout=60)
    watcher.kill()

    # The policy computes from the result that makes room for a proposal until that is written.
    # The first proposal is a baseline, but for it the policy is made, and with it the map.
    fits, last, made = [], None, None
    for event in sorted(events, key=lambda event: event["sequence"]):
        if event["kind"] == "proposed" and made is None and last is not None:
            made = (last, event["time"] / 1000)
        if event["kind"] in ("reported", "featurisation-finished", "worker-joined"):
            last = event["time"] / 1000
        if event["kind"] == "proposed" and last is not None:
            if event.get("prediction") is not None:
                fits.append((last, event["time"] / 1000))
            last = event["time"] / 1000
    latencies = [1000 * (end - start) for start, end in fits]
    started = min(event["time"] for event in events if event["kind"] == "worker-joined") / 1000
    quiet = [1000 * trip for began, trip in pings.trips[100:] if began < started]

    def trips(windows):
        return [1000 * trip for began, trip in pings.trips
                if any(start - trip <= began <= end for start, end in windows)]

    def spread(values):
        return {"p50": round(percentile(values, 0.5), 2), "p99": round(percentile(values, 0.99), 2),
                "count": len(values)}

    print(json.dumps({
        "study": name, "proposals": len(latencies),
        "policy made (s)": round(made[1] - made[0], 2),
        "first prediction (ms)": round(latencies[0], 1),
        "p50 (ms)": round(statistics.median(latencies[1:]), 1),
        "p99 (ms)": round(percentile(latencies[1:], 0.99), 1),
        "messages (ms)": {"nothing runs": spread(quiet), "while the policy is made": spread(trips([made])),
                          "while it predicts": spread(trips(fits)),
                          # Away from the commits before and after a prediction.
                          "in the middle of predictions": spread([
                              1000 * trip for began, trip in pings.trips
                              if any(start + 0.012 <= began <= end - 0.012
                                     for start, end in fits)]),
                          "while a worker trains": spread([
                              1000 * trip for began, trip in pings.trips
                              if began > made[1] and not any(
                                  start - trip <= began <= end for start, end in fits)])},
        "coordinator (MB)": peak}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/hillock")
    parser.add_argument("--budget", type=int, default=120)
    parser.add_argument("--nice", type=int, default=0)
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        run(program, folder, "outputs", "", arguments.budget, arguments.nice)
        run(program, folder, "both", ", features: [outputs, spectrum], spectra: 5000",
            arguments.budget, arguments.nice)


if __name__ == "__main__":
    main()
