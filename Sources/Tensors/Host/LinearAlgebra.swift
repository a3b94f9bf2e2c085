import CKernels
import COpenBLAS
import Processors

/// The linear algebra library in this process: its threads and its kernels.
public enum LinearAlgebra {
  /// How many threads a product uses; 1 until set.
  ///
  /// It is one number for the whole process, so set it before any computing starts.
  public static var threads: Int {
    get {
      prepare()
      return Int(openblas_get_num_threads())
    }
    set {
      precondition(newValue >= 1, "linear algebra needs at least one thread (\(newValue))")
      prepare()
      openblas_set_num_threads(Int32(newValue))
    }
  }

  /// The name of the kernels in use, such as `Haswell`; results repeat only with the same ones.
  public static var kernels: String {
    unsafe String(cString: openblas_get_corename())
  }

  /// Sets one thread the first time that anything is computed.
  static func prepare() { _ = oneThread }

  private static let oneThread: Void = openblas_set_num_threads(1)
}

extension LinearAlgebra {
  /// What an environment variable costs: kernels for older processors than this one.
  public struct SlowKernels: Hashable, Sendable, CustomStringConvertible {
    /// The value of `OPENBLAS_CORETYPE`.
    public let forced: String
    /// The vector instructions that those kernels use, and that the processor has.
    public let used: VectorLevel
    public let available: VectorLevel

    public var description: String {
      "OPENBLAS_CORETYPE=\(forced) forces \(used) kernels on a processor with \(available)"
    }
  }

  /// Tells whether `OPENBLAS_CORETYPE` forces slower kernels than the processor could run.
  ///
  /// - Parameters:
  ///   - coreType: the variable's value; nil or empty leaves OpenBLAS to detect the processor.
  ///   - level: what the processor has.
  /// - Returns: nil when nothing is lost, or when the name is one that OpenBLAS does not know
  ///   (it then detects the processor by itself).
  public static func slowKernels(
    coreType: String?, level: VectorLevel = .current
  ) -> SlowKernels? {
    guard let coreType, let used = kernelLevels[coreType.lowercased()], used < level else {
      return nil
    }
    return SlowKernels(forced: coreType, used: used, available: level)
  }

  /// OpenBLAS's x86-64 kernel sets by the widest instructions they use (its dynamic.c).
  private static let kernelLevels: [String: VectorLevel] = {
    let plain = [
      "prescott", "core2", "penryn", "dunnington", "nehalem", "athlon", "opteron",
      "opteron_sse3", "barcelona", "bobcat", "atom", "nano", "sandybridge", "bulldozer",
    ]
    let avx2 = ["haswell", "zen", "piledriver", "steamroller", "excavator"]
    let avx512 = ["skylakex", "cooperlake", "sapphirerapids"]
    return Dictionary(
      uniqueKeysWithValues: plain.map { ($0, .plain) } + avx2.map { ($0, .avx2) }
        + avx512.map { ($0, .avx512) })
  }()
}

extension LinearAlgebra {
  /// The version of OpenBLAS, such as `0.3.21`.
  public static var version: String {
    // The text is like "OpenBLAS 0.3.21 DYNAMIC_ARCH NO_AFFINITY Haswell MAX_THREADS=64".
    let words = unsafe String(cString: openblas_get_config()).split(separator: " ")
    return words.count > 1 ? String(words[1]) : "unknown"
  }
}
