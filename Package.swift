// swift-tools-version: 6.2
import Foundation
import PackageDescription

let swift: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// Kernels are optimised in debug builds too: a test trains real networks through them.
let kernels: [CSetting] = [
  .unsafeFlags([
    "-O3", "-fno-math-errno", "-fno-trapping-math", "-ffp-contract=fast", "-Wall", "-Werror",
  ])
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swift)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    resources: FileManager.default.fileExists(
      atPath: "\(Context.packageDirectory)/Tests/\(name)Tests/Fixtures")
      ? [.copy("Fixtures")] : [],
    swiftSettings: swift)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let signals = Target.Dependency.product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let targets: [Target] = [
  // Level 0: C, nothing else.
  .systemLibrary(name: "COpenBLAS"),
  .systemLibrary(name: "CZeroMQ"),
  .systemLibrary(name: "CZlib"),
  .systemLibrary(name: "CSodium"),
  .target(name: "CMessages", linkerSettings: [.linkedLibrary("protobuf-c")]),
  .target(name: "CKernels", cSettings: kernels),

  library("Spelling"),
  library("Processors", ["CKernels"]),
  library("JSON"),
  library("Drawing"),

  // Level 1
  library("Randomness"),
  library("Digests", ["CSodium"]),
  library("Files", ["CKernels"]),
  library("Activations", ["Processors", "CKernels", "Drawing", "Spelling"]),
  library("Tensors", ["Processors", "COpenBLAS", "CKernels"]),

  // Level 2
  library("Studies", ["Activations", "Digests", "JSON", "Spelling", yams]),
  library("Datasets", ["CKernels", "CZlib", "Digests", "Files", "Randomness", "Spelling"]),
  library("Surrogates", ["Randomness", "Tensors"]),
  library("Transport", ["CZeroMQ", "Files"]),

  // Level 3
  library(
    "Networks",
    [
      "Activations", "CKernels", "Processors", "Tensors", "Randomness", "Datasets", "Spelling",
      "Studies",
    ]),
  library("Orders", ["Studies", "Activations", "Digests", "JSON", "Randomness"]),
  library(
    "Searching", ["Studies", "Activations", "JSON", "Surrogates", "Tensors", "Randomness"]),

  // Level 4
  library(
    "Curvature",
    ["Networks", "Tensors", "Activations", "Datasets", "Digests", "Studies", "Randomness"]),
  library("Messages", ["CMessages", "Orders", "Studies", "Activations", "Digests"]),
  library("Storage", ["Orders", "Studies", "Activations", "Digests", "Files", "JSON", grdb]),
  library(
    "Benchmarking",
    [
      "Searching", "Studies", "Surrogates", "Activations", "Digests", "Drawing", "Randomness",
      "Spelling", "Tensors",
    ]),

  // Level 5
  library(
    "Coordination",
    [
      "Orders", "Messages", "Storage", "Transport", "Searching", "Studies", "Activations",
      "Digests", "JSON", "Tensors", "Randomness", log,
    ]),
  library(
    "Working",
    [
      "Curvature", "Orders", "Messages", "Transport", "Networks", "Datasets", "Tensors", "Studies",
      "Activations", "Digests", "Randomness", log, signals,
    ]),

  library(
    "Reporting",
    [
      "Activations", "Datasets", "Drawing", "JSON", "Networks", "Orders", "Searching", "Storage",
      "Studies",
    ]),

  // Level 6
  .executableTarget(
    name: "hillock",
    dependencies: [
      "Activations", "Benchmarking", "Coordination", "Curvature", "Datasets", "Digests", "Files",
      "JSON", "Messages", "Networks", "Orders", "Processors", "Randomness", "Reporting",
      "Searching", "Spelling", "Storage", "Studies", "Surrogates", "Tensors", "Transport",
      "Working", arguments, log, signals,
    ], swiftSettings: swift),

  .target(
    name: "TestSupport", dependencies: ["Randomness"], path: "Tests/TestSupport",
    swiftSettings: swift),
  // The ledger under simulated faults: a few worlds in the tests, thousands in release mode.
  .target(
    name: "Simulation",
    dependencies: ["Orders", "Studies", "Activations", "Digests", "JSON", "Randomness"],
    path: "Tests/Simulation", swiftSettings: swift),
  .executableTarget(
    name: "simulate", dependencies: ["Simulation"], path: "Tests/SimulationRun",
    swiftSettings: swift),
  tests("Spelling"), tests("JSON", ["Randomness"]), tests("Randomness"), tests("Digests"),
  tests("Files"), tests("Drawing"),
  tests("Activations", ["Digests", "Processors", "Randomness"]),
  tests("Processors"), tests("Tensors", ["Processors", "Randomness"]),
  tests("Studies", ["JSON"]), tests("Datasets", ["CZlib", "Digests", "Files", "Randomness"]),
  tests("Surrogates", ["Randomness", "Tensors"]),
  tests("Transport"),
  tests(
    "Networks",
    ["Activations", "Processors", "Tensors", "Datasets", "Studies", "Randomness"]),
  tests(
    "Curvature", ["Activations", "Datasets", "Networks", "Randomness", "Studies", "Tensors"]),
  tests("Orders", ["Studies", "Activations", "Digests", "Simulation"]),
  tests("Searching", ["Studies", "Activations", "Surrogates", "Randomness"]),
  tests(
    "Benchmarking",
    ["Searching", "Studies", "Surrogates", "Activations", "Digests", "Randomness"]),
  tests("Messages", ["Orders", "Studies", "Activations"]),
  tests("Storage", ["Orders", "Studies", "Activations", "Digests", "JSON"]),
  tests(
    "Coordination",
    [
      "Orders", "Messages", "Storage", "Transport", "Studies", "Activations", "Digests",
      "Searching", log,
    ]),
  tests(
    "Working",
    [
      "Curvature", "Orders", "Messages", "Studies", "Transport", "Networks", "Datasets", "Digests",
      log,
    ]),
  tests("Reporting", ["Activations", "JSON", "Orders", "Searching", "Storage", "Studies"]),
  .testTarget(
    name: "ClusterTests",
    dependencies: ["TestSupport", "hillock", "Transport", "Messages", "Randomness"],
    swiftSettings: swift),
]

let package = Package(
  name: "hillock",
  // For the nested package Benchmarks.
  products: [
    .library(name: "Surrogates", targets: ["Surrogates", "Randomness"]),
    .library(name: "Wire", targets: ["Transport", "Messages", "Orders", "Studies", "Digests"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: targets
)
