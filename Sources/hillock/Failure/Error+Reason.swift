import Foundation

extension Error {
  /// What the system said of a file or a stream, in the lower case that reasons start with.
  var reason: String {
    let underlying = (self as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    switch (self as? CocoaError)?.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: return "no such folder"
    case .fileWriteNoPermission, .fileReadNoPermission: return "permission denied"
    case .fileWriteOutOfSpace: return "the disk is full"
    case .fileWriteVolumeReadOnly: return "the disk is read-only"
    default: break
    }
    let system = underlying ?? self as NSError
    switch (system.domain, Int32(system.code)) {
    case (NSPOSIXErrorDomain, ENOSPC): return "the disk is full"
    case (NSPOSIXErrorDomain, EBADF): return "it is closed"
    default:
      let text = system.localizedDescription.split(separator: "completed. ").last ?? "unknown"
      let words = text.hasSuffix(".") ? text.dropLast() : text
      return words.prefix(1).lowercased() + words.dropFirst()
    }
  }
}
