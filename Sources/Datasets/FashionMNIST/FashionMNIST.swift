import Digests

extension PackagedImages {
  /// Fashion-MNIST (Xiao, Rasul, Vollgraf 2017) in Debian's package, version
  /// 0.0~git20200523.55506a9-1: 28 x 28 grey pixels, ten kinds of clothes.
  ///
  /// The digests are those of the package's files.
  static let fashionMNIST = PackagedImages(
    name: "fashion-mnist", package: "dataset-fashion-mnist",
    folder: "/usr/share/datasets/fashion-mnist",
    layout: ImageLayout(
      shape: ImageShape(height: 28, width: 28, channels: 1), classCount: 10,
      trainCount: 50_000, validationCount: 10_000, testCount: 10_000),
    trainImages: IDXFile(
      name: "train-images-idx3-ubyte.gz", kind: .images, dimensions: [60_000, 28, 28],
      fileCount: 26_421_856,
      digest: published("b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7")),
    trainLabels: IDXFile(
      name: "train-labels-idx1-ubyte.gz", kind: .labels, dimensions: [60_000],
      fileCount: 29_491,
      digest: published("0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056")),
    testImages: IDXFile(
      name: "t10k-images-idx3-ubyte.gz", kind: .images, dimensions: [10_000, 28, 28],
      fileCount: 4_422_079,
      digest: published("cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa")),
    testLabels: IDXFile(
      name: "t10k-labels-idx1-ubyte.gz", kind: .labels, dimensions: [10_000],
      fileCount: 5_125,
      digest: published("8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05")))

  private static func published(_ digits: String) -> Digest {
    guard let digest = Digest(hexadecimal: digits) else {
      preconditionFailure("\(digits) is no SHA-256 digest")
    }
    return digest
  }
}
