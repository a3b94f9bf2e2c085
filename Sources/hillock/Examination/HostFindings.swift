import Foundation
import Processors
import Storage
import Tensors
import Transport
import Working

/// What the machine gives: processor, cores, memory, clock.
enum HostFindings {
  static func all(_ environment: Environment) -> [Finding] {
    [processor, kernels(environment), vectors, cores, memory, clock]
  }

  private static var processor: Finding {
    Finding("processor", "processor", Working.Host.processor, warning: nil)
  }

  private static func kernels(_ environment: Environment) -> Finding {
    let slow = LinearAlgebra.slowKernels(coreType: environment["OPENBLAS_CORETYPE"])
    return Finding(
      "blasKernels", "BLAS kernels", LinearAlgebra.kernels,
      warning: slow.map { "\($0): unset the variable" })
  }

  private static var vectors: Finding {
    let level = VectorLevel.current
    return Finding(
      "vectorLevel", "vector level of our kernels", "\(level)",
      warning: level == .plain ? "neither AVX2 nor AVX-512: training will be slow" : nil)
  }

  private static var cores: Finding {
    let all = ProcessInfo.processInfo.processorCount
    return Finding("cores", "cores", "\(availableCores()) of \(all) usable", warning: nil)
  }

  private static var memory: Finding {
    guard let memory = Working.Host.memory else {
      return Finding("memory", "memory", "unknown", warning: "/proc/meminfo cannot be read")
    }
    return Finding(
      "memory", "memory", "\(memory.available) MiB available of \(memory.total) MiB",
      warning: memory.available < 1024 ? "less than 1024 MiB: large networks may not fit" : nil)
  }

  private static var clock: Finding {
    let path = "/sys/devices/system/clocksource/clocksource0/current_clocksource"
    let source = Working.Host.contents(path) ?? "unknown"
    let isSlow = ["hpet", "acpi_pm", "jiffies"].contains(source)
    return Finding(
      "clockSource", "clock source", source,
      warning: isSlow ? "reading this clock is a slow system call" : nil)
  }
}

/// The versions of the libraries that this process runs with.
enum LibraryFindings {
  static var all: [Finding] {
    [
      checked("libzmq", "libzmq", MessageLibrary.version, least: "4.3"),
      checked("openblas", "OpenBLAS", LinearAlgebra.version, least: "0.3"),
      checked("sqlite", "SQLite", DatabaseLibrary.version ?? "none", least: "3.35"),
    ]
  }

  private static func checked(
    _ name: String, _ heading: String, _ version: String, least: String
  ) -> Finding {
    guard isAtLeast(version, least) else {
      return Finding(
        name, heading, version, state: .missing, advice: "expected version \(least) or later")
    }
    return Finding(name, heading, version)
  }

  /// Compares versions number by number.
  static func isAtLeast(_ version: String, _ least: String) -> Bool {
    func numbers(_ text: String) -> [Int] { text.split(separator: ".").map { Int($0) ?? -1 } }
    let version = numbers(version)
    let least = numbers(least)
    return !version.lexicographicallyPrecedes(least)
  }
}
