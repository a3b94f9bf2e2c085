import COpenBLAS

extension LinearAlgebra {
  /// The version of OpenBLAS, such as `0.3.21`.
  public static var version: String {
    // The text is like "OpenBLAS 0.3.21 DYNAMIC_ARCH NO_AFFINITY Haswell MAX_THREADS=64".
    let words = unsafe String(cString: openblas_get_config()).split(separator: " ")
    return words.count > 1 ? String(words[1]) : "unknown"
  }
}
