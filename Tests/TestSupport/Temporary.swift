import Foundation

/// Runs a body with a fresh folder that is removed afterwards.
public func withTemporaryFolder<R>(_ body: (URL) throws -> R) throws -> R {
  let folder = FileManager.default.temporaryDirectory.appending(path: "hillock-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// Runs an asynchronous body with a fresh folder that is removed afterwards.
public func withTemporaryFolder<R: Sendable>(
  _ body: (URL) async throws -> R
) async throws -> R {
  let folder = FileManager.default.temporaryDirectory.appending(path: "hillock-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}
