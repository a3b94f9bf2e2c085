import Foundation
import Processors
import Tensors
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
