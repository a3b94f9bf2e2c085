import CZeroMQ

/// The message library in this process.
public enum MessageLibrary {
  /// The version of libzmq, such as `4.3.4`.
  public static var version: String {
    var major: Int32 = 0
    var minor: Int32 = 0
    var patch: Int32 = 0
    unsafe zmq_version(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }
}
