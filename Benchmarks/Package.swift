// swift-tools-version: 6.2
import PackageDescription

// Programs that measure; the package above neither builds nor needs them.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "hillock", path: "..")],
  targets: [
    .executableTarget(
      name: "embedding", dependencies: [.product(name: "Surrogates", package: "hillock")]),
    .executableTarget(
      name: "orders", dependencies: [.product(name: "Wire", package: "hillock")]),
  ]
)
