"""The union embedding beside umap-learn's, on the same data in one run.

    scripts/benchmark-embedding [--repeats 3] [--skip-peer]

builds the measured program and runs this. It needs the packages of
scripts/fixtures/requirements.txt. The data: 1,000 outputs of 2,800 functions of three nodes, and as
many spectra of 13,683 numbers, which are steps mixed by six random factors and know nothing of the
outputs; what is measured does not depend on that. Every fit is a process of its own on our side; on
the other one process makes them all, after a first one of 200 rows that compiles its kernels.
"""

import argparse
import itertools
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

import numpy
from scipy import special
from sklearn.manifold import trustworthiness
from sklearn.metrics import pairwise_distances

warnings.filterwarnings("ignore")
ROOT = pathlib.Path(__file__).resolve().parents[1]
PROGRAM = ROOT / ".build-benchmarks" / "release" / "embedding"
OUTPUTS, SPECTRUM = 1000, 13_683


def outputs(rng):
    """Distinct finite outputs of binary(unary(x), unary(x)) on 1,000 normal numbers."""
    x = rng.normal(size=OUTPUTS)
    unary = [
        0 * x, 0 * x + 1, x, -x, abs(x), 1 / x, x ** 2, numpy.exp(x), special.erf(x),
        special.erfc(x), numpy.sinh(x), numpy.cosh(x), numpy.tanh(x), numpy.expm1(x),
        special.expit(x), special.log_expit(x), numpy.arcsinh(x), numpy.arctan(x),
        special.i0e(x), special.i1e(x), numpy.maximum(x, 0), numpy.where(x > 0, x, numpy.expm1(x)),
        1.0507 * numpy.where(x > 0, x, 1.6733 * numpy.expm1(x)), x * special.expit(x),
        numpy.logaddexp(0, x), x / (1 + abs(x)), numpy.clip(0.2 * x + 0.5, 0, 1),
    ]
    binary = [numpy.add, numpy.subtract, numpy.multiply, numpy.divide, numpy.power,
              numpy.maximum, numpy.minimum]
    distinct = {}
    with numpy.errstate(all="ignore"):
        for operator in binary:
            for one, other in itertools.product(unary, unary):
                row = operator(one, other)
                if numpy.isfinite(row).all() and abs(row).max() < 1e6:
                    distinct.setdefault(row.round(5).tobytes(), row.astype("f4"))
    rows = list(distinct.values())
    while len(rows) < 2800:  # sums of two functions, as in deeper trees
        one, other = rng.integers(len(distinct), size=2)
        rows.append(numpy.tanh(rows[one]) + numpy.tanh(rows[other]))
    return numpy.array(rows[:2800], "f4")


def spectra(rng, rows):
    factors, weights = rng.normal(size=(rows, 6)), rng.normal(size=(6, SPECTRUM))
    return (1 / (1 + numpy.exp(-(factors @ weights)))).astype("f4")


def ours(program, folder, threads, kinds):
    """One fit in a process of its own: seconds, processor seconds, megabytes, and the points."""
    points = folder / f"points-{threads}"
    arguments = [str(program), "42", str(threads), str(points)]
    for path, width, metric, neighbours in kinds:
        arguments += [str(path), str(width), metric, str(neighbours)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(arguments, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = json.loads(run.stdout)
    result["processor"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return result, points.read_bytes()


def peer(folder, repeats):
    """All fits of umap-learn, in this process; what `ours` gives, as JSON on standard output."""
    import umap
    first = numpy.fromfile(folder / "euclidean", "f4").reshape(-1, OUTPUTS)
    second = numpy.fromfile(folder / "manhattan", "f4").reshape(-1, SPECTRUM)

    def fit(rows):
        began, processor = time.time(), time.process_time()
        by_outputs = umap.UMAP().fit(first[:rows])
        outputs_done = time.time()
        by_spectrum = umap.UMAP(metric="manhattan", n_neighbors=3).fit(second[:rows])
        spectrum_done = time.time()
        union = by_outputs + by_spectrum
        ended = time.time()
        return {"seconds": ended - began, "outputs": outputs_done - began,
                "spectrum": spectrum_done - outputs_done, "union": ended - spectrum_done,
                "processor": time.process_time() - processor}, union.embedding_

    compiling = fit(200)[0]["seconds"]
    runs = [fit(len(first)) for _ in range(repeats)]
    numpy.ascontiguousarray(runs[-1][1], "f4").tofile(folder / "points-peer")
    print(json.dumps({
        "compiling": compiling, "runs": [run for run, _ in runs], "version": umap.__version__,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


def summary(runs):
    return {key: round(statistics.median(run[key] for run in runs), 2) for key in runs[0]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=3, help="fits of each kind")
    parser.add_argument("--skip-peer", action="store_true")
    parser.add_argument("--program", type=pathlib.Path, default=PROGRAM)
    parser.add_argument("--peer", type=pathlib.Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        return peer(options.peer, options.repeats)

    rng = numpy.random.default_rng(0)
    first = outputs(rng)
    second = spectra(rng, len(first))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        kinds = []
        for array, metric, neighbours in ((first, "euclidean", 15), (second, "manhattan", 3)):
            array.tofile(folder / metric)
            kinds.append((folder / metric, array.shape[1], metric, neighbours))
        bits, medians = set(), {}
        for threads in (1, 2):
            runs = [ours(options.program, folder, threads, kinds) for _ in range(options.repeats)]
            bits |= {points for _, points in runs}
            medians[threads] = summary([run for run, _ in runs])
            print(f"hillock, {threads} threads: {medians[threads]}", flush=True)
        print("the same bits in every run:", len(bits) == 1, flush=True)
        layouts = {"hillock": numpy.frombuffer(bits.pop(), "f4").reshape(-1, 2)}
        if not options.skip_peer:
            run = subprocess.run(
                [sys.executable, __file__, "--peer", name, "--repeats", str(options.repeats)],
                check=True, stdout=subprocess.PIPE, text=True)
            result = json.loads(run.stdout)
            theirs = summary(result["runs"])
            print(f"umap-learn {result['version']}: {theirs}, {result['megabytes']} megabytes, "
                  f"{result['compiling']:.1f} s for a first fit of 200 rows", flush=True)
            for threads, own in medians.items():
                print(f"ratio of medians, {threads} threads: "
                      f"{theirs['seconds'] / own['seconds']:.1f}, of processor time "
                      f"{theirs['processor'] / own['processor']:.1f}", flush=True)
            layouts["umap-learn"] = numpy.fromfile(folder / "points-peer", "f4").reshape(-1, 2)
        for kind, distances in (("outputs", pairwise_distances(first)),
                                ("spectrum", pairwise_distances(second, metric="manhattan"))):
            found = {name: float(trustworthiness(distances, points, n_neighbors=15,
                                                 metric="precomputed").round(4))
                     for name, points in layouts.items()}
            print(f"trustworthiness by {kind}: {found}", flush=True)


main()
