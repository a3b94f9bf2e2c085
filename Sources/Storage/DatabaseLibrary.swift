import GRDB

/// The database library in this process.
public enum DatabaseLibrary {
  /// The version of SQLite, such as `3.40.1`; nil when not even a database in memory can be opened.
  public static var version: String? {
    try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
  }
}
