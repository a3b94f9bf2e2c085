"""The union embedding beside umap-learn's, on the same data in one run.

    python3 Benchmarks/embedding.py [--skip-peer]

Needs the packages of scripts/fixtures/requirements.txt and a release build of the program (see
scripts/benchmark-embedding). The data: outputs of all three-node functions of a small set of
operators, and as many spectra, which are mixtures of 13,700 steps by six random factors.
"""

import argparse
import itertools
import json
import pathlib
import subprocess
import tempfile
import time
import warnings

import numpy
from scipy import special
from sklearn.manifold import trustworthiness

warnings.filterwarnings("ignore")
ROOT = pathlib.Path(__file__).resolve().parents[1]
PROGRAM = ROOT / ".build-benchmarks" / "release" / "embedding"


def outputs(rng):
    """Distinct finite outputs of binary(unary(x), unary(x)) on 1,000 normal numbers."""
    x = rng.normal(size=1000)
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
    factors, weights = rng.normal(size=(rows, 6)), rng.normal(size=(6, 13_683))
    return (1 / (1 + numpy.exp(-(factors @ weights)))).astype("f4")


def ours(folder, threads, kinds, seed=42):
    points = folder / f"points-{threads}"
    arguments = [str(PROGRAM), str(seed), str(threads), str(points)]
    for path, width, metric, neighbours in kinds:
        arguments += [str(path), str(width), metric, str(neighbours)]
    run = subprocess.run(arguments, check=True, capture_output=True, text=True)
    return json.loads(run.stdout), numpy.fromfile(points, "f4").reshape(-1, 2)


def median(runs):
    return sorted(runs, key=lambda run: run["seconds"])[len(runs) // 2]


def peer(first, second):
    import umap
    for metric, neighbours in (("euclidean", 15), ("manhattan", 3)):
        umap.UMAP(metric=metric, n_neighbors=neighbours).fit(first[:200])  # compiles
    began = time.time()
    by_outputs = umap.UMAP().fit(first)
    outputs_done = time.time()
    by_spectrum = umap.UMAP(metric="manhattan", n_neighbors=3).fit(second)
    spectrum_done = time.time()
    union = by_outputs + by_spectrum
    ended = time.time()
    return {"seconds": ended - began, "outputs": outputs_done - began,
            "spectrum": spectrum_done - outputs_done, "union": ended - spectrum_done}, \
        union.embedding_


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--skip-peer", action="store_true")
    options = parser.parse_args()
    rng = numpy.random.default_rng(0)
    first = outputs(rng)
    second = spectra(rng, len(first))

    def trust(points):
        return {"outputs": round(trustworthiness(first, points, n_neighbors=15), 4),
                "spectrum": round(
                    trustworthiness(second, points, n_neighbors=15, metric="manhattan"), 4)}

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        kinds = []
        for array, metric, neighbours in ((first, "euclidean", 15), (second, "manhattan", 3)):
            path = folder / metric
            array.tofile(path)
            kinds.append((path, array.shape[1], metric, neighbours))
        results = {}
        for threads in (1, 2):
            runs = [ours(folder, threads, kinds) for _ in range(3)]
            results[threads] = runs[0][1]
            print(f"hillock, {threads} threads:", median([run for run, _ in runs]), flush=True)
        print("same bits:", (results[1] == results[2]).all())
        print("trustworthiness:", trust(results[1]), flush=True)
    if not options.skip_peer:
        times, points = peer(first, second)
        print("umap-learn:", {key: round(value, 2) for key, value in times.items()})
        print("trustworthiness:", trust(points))


main()
