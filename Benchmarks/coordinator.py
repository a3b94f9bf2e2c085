"""Starts the real coordinator for a benchmark."""

import re
import subprocess
import threading


def start(program, study, folder):
    """A coordinator on a free port of this machine; returns its process and its address."""
    process = subprocess.Popen(
        [program, "coordinator", study, "--listen", "tcp://127.0.0.1:*"], cwd=folder,
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    for line in process.stderr:
        if found := re.search(r"tcp://127\.0\.0\.1:\d+", line):
            # Whoever does not read what it says stops it.
            threading.Thread(target=lambda: [None for _ in process.stderr], daemon=True).start()
            return process, found.group(0)
    raise SystemExit(f"the coordinator ended with {process.wait()} before it listened")
