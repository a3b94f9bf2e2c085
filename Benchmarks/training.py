"""How fast networks train on one core, beside PyTorch in the same run.

    scripts/benchmark-training [--repeats 3] [--skip-peer] [--networks resnet-20]

cnn-small: three epochs of Fashion-MNIST's 50,000 images, with the accuracy that comes of it.
all-cnn-c and resnet-20: steps of 64 and of 128 colour images of 32x32 pixels, with ReLU and with a
function that a search may find. Both sides use one thread; PyTorch runs eagerly, in its faster memory format, and compiled
too where a compiler is there (--compile). Needs PyTorch from scripts/fixtures/requirements.txt.
"""

import argparse
import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

FASHION = pathlib.Path("/usr/share/datasets/fashion-mnist")
CASES = {
    "cnn-small": ["relu(x)"],
    "all-cnn-c": ["relu(x)", "mul(hard_sigmoid(hard_sigmoid(x)),elu(x))"],
    "resnet-20": ["relu(x)", "mul(x,erfc(elu(x)))"],
}
BATCH = {"all-cnn-c": 64, "resnet-20": 128}


def images_of(network):
    """Whole batches of the 2,000 training images of generated-32."""
    return 2_000 // BATCH[network] * BATCH[network]


def hillock(program, *arguments):
    result = subprocess.run([program, "train", *arguments, "--format", "json"],
                            capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


def ours(program, network, function):
    if network == "cnn-small":
        trained = hillock(program, "relu(x)", "--network", "cnn-small", "--dataset",
                          "fashion-mnist", "--epochs", "3", "--seed", "1")
        return trained["seconds"], trained["outcome"]["validationAccuracy"]
    trained = hillock(program, function, "--network", network, "--dataset", "generated-32",
                      "--epochs", "1", "--batch", str(BATCH[network]), "--rate", "0.01",
                      "--seed", "1")
    return trained["seconds"], None


def peer(network_name, function_text, compiled):
    import numpy
    import torch
    from torch import nn
    from torch.nn import functional

    torch.set_num_threads(1)
    torch.manual_seed(0)

    class HardSigmoids(nn.Module):
        def forward(self, x):
            return functional.hardsigmoid(functional.hardsigmoid(x)) * functional.elu(x)

    class ErrorFunction(nn.Module):
        def forward(self, x):
            return x * torch.erfc(functional.elu(x))

    function = {"relu(x)": nn.ReLU, "mul(x,erfc(elu(x)))": ErrorFunction,
                "mul(hard_sigmoid(hard_sigmoid(x)),elu(x))": HardSigmoids}[function_text]

    def convolution(inputs, outputs, size=3, stride=1, padding=1):
        return [nn.Conv2d(inputs, outputs, size, stride, padding), function()]

    class Block(nn.Module):
        """Two convolutions with normalizations, and the way past them (option A)."""

        def __init__(self, inputs, outputs, stride):
            super().__init__()
            self.change = nn.Sequential(
                nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs),
                function(), nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
                nn.BatchNorm2d(outputs))
            self.stride, self.more, self.function = stride, outputs - inputs, function()

        def forward(self, x):
            skip = x
            if self.stride > 1 or self.more:
                skip = functional.pad(x[:, :, ::self.stride, ::self.stride],
                                      (0, 0, 0, 0, 0, self.more))
            return self.function(self.change(x) + skip)

    def residual():
        layers = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), function()]
        inputs = 16
        for outputs in (16, 32, 64):
            for block in range(3):
                layers.append(Block(inputs, outputs, 2 if outputs > 16 and block == 0 else 1))
                inputs = outputs
        return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))

    if network_name == "cnn-small":
        images = numpy.frombuffer(
            gzip.open(FASHION / "train-images-idx3-ubyte.gz").read(), numpy.uint8, offset=16)
        images = images.reshape(-1, 1, 28, 28).astype("float32") / 255
        labels = numpy.frombuffer(
            gzip.open(FASHION / "train-labels-idx1-ubyte.gz").read(), numpy.uint8, offset=8)
        images = torch.tensor((images - 0.2860) / 0.3530)
        labels = torch.tensor(labels.astype("int64"))
        network = nn.Sequential(
            *convolution(1, 16, stride=2), *convolution(16, 32, stride=2), nn.Flatten(),
            nn.Linear(1568, 64), nn.ReLU(), nn.Linear(64, 10))
        batch, count, epochs, rate = 128, 50_000, 3, 0.05
    else:
        generator = numpy.random.default_rng(1)
        count = images_of(network_name)
        images = torch.tensor(
            generator.standard_normal((count, 3, 32, 32)).astype("float32"))
        labels = torch.tensor(generator.integers(0, 10, count))
        network = residual() if network_name == "resnet-20" else nn.Sequential(
            *convolution(3, 96), *convolution(96, 96), *convolution(96, 96, stride=2),
            *convolution(96, 192), *convolution(192, 192), *convolution(192, 192, stride=2),
            *convolution(192, 192, padding=0), *convolution(192, 192, 1, padding=0),
            nn.Conv2d(192, 10, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        network = network.to(memory_format=torch.channels_last)
        images = images.to(memory_format=torch.channels_last)
        batch, epochs, rate = BATCH[network_name], 1, 0.01
    steps = count // batch
    descent = torch.optim.SGD(network.parameters(), rate, momentum=0.9, weight_decay=5e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(descent, steps * epochs)
    predict = torch.compile(network) if compiled else network
    if compiled:
        functional.cross_entropy(predict(images[:batch]), labels[:batch]).backward()
    began = time.perf_counter()
    for _ in range(epochs):
        order = torch.randperm(count)
        for step in range(steps):
            chosen = order[step * batch:(step + 1) * batch]
            descent.zero_grad()
            functional.cross_entropy(predict(images[chosen]), labels[chosen]).backward()
            descent.step()
            schedule.step()
    seconds = time.perf_counter() - began
    accuracy = None
    if network_name == "cnn-small":
        with torch.no_grad():
            right = network(images[50_000:]).argmax(1) == labels[50_000:]
        accuracy = right.float().mean().item()
    return seconds, accuracy


def peer_apart(network, function, compiled):
    """PyTorch in a process of its own, as every run of ours is."""
    result = subprocess.run(
        [sys.executable, __file__, "--peer", network, function] + ["--compile"] * compiled,
        capture_output=True, text=True, check=True)
    return json.loads(result.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/hillock")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--skip-peer", action="store_true")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--networks", nargs="+", choices=list(CASES), default=list(CASES))
    parser.add_argument("--peer", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        print(json.dumps(peer(*arguments.peer, arguments.compile)))
        return
    program = os.path.abspath(arguments.program)
    # A forced kernel would measure another processor than this one.
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        os.environ.pop(name, None)
    cases = [(network, function) for network in arguments.networks for function in CASES[network]]
    for network, function in cases:
        # In turn, so that both see the same machine.
        mine, theirs = [], []
        for _ in range(arguments.repeats):
            mine.append(ours(program, network, function))
            if not arguments.skip_peer:
                theirs.append(peer_apart(network, function, arguments.compile))

        def figures(runs):
            seconds = statistics.median(run[0] for run in runs)
            if network == "cnn-small":
                return {"seconds": round(seconds, 2), "validation accuracy": round(
                    statistics.median(run[1] for run in runs), 4)}
            return {"seconds": round(seconds, 2), "images a second": round(images_of(network) / seconds)}

        line = {"case": network if network == "cnn-small" else f"{network}, {function}",
                "hillock": figures(mine)}
        if theirs:
            line["pytorch"] = figures(theirs)
            line["ratio"] = round(statistics.median(
                their[0] / my[0] for my, their in zip(mine, theirs)), 2)
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
