import Activations
import Digests
import Foundation
import GRDB
import JSON
import Spelling

/// Reads a row's columns one after the other, each as what it must be.
///
/// GRDB's own subscripts trap on a value of another type; a damaged file must throw instead.
struct ColumnReader {
  private let row: Row
  private let path: String
  /// What the row is, for messages.
  private let table: String
  private var next = 0

  /// - Parameters:
  ///   - row: its first column tells it from the table's other rows.
  ///   - table: what one row of the table is called.
  ///   - path: the ledger's, for messages.
  init(_ row: Row, of table: String, path: String) {
    self.row = row
    self.table = table
    self.path = path
  }

  /// Passes over columns that do not matter.
  mutating func skip(to column: Int) {
    next = column
  }

  mutating func optional<Value: DatabaseValueConvertible>(
    _ type: Value.Type = Value.self
  ) throws(StorageError) -> Value? {
    let value: DatabaseValue = row[next]
    next += 1
    if value.isNull { return nil }
    guard let converted = Value.fromDatabaseValue(value) else { throw damage("\(value)") }
    return converted
  }

  mutating func value<Value: DatabaseValueConvertible>(
    _ type: Value.Type = Value.self
  ) throws(StorageError) -> Value {
    guard let value = try optional(Value.self) else { throw damage("NULL") }
    return value
  }

  /// One of a list of words.
  mutating func word<Word: RawRepresentable<String>>(
    _ type: Word.Type = Word.self
  ) throws(StorageError) -> Word {
    let text: String = try value()
    guard let word = Word(rawValue: text) else { throw damage(text) }
    return word
  }

  /// 64 bits without a sign.
  mutating func bits() throws(StorageError) -> UInt64 {
    UInt64(bitPattern: try value(Int64.self))
  }

  mutating func digest() throws(StorageError) -> Digest {
    guard let digest = try optionalDigest() else { throw damage("NULL") }
    return digest
  }

  mutating func optionalDigest() throws(StorageError) -> Digest? {
    guard let bytes = try optional(Data.self) else { return nil }
    guard let digest = Digest(bytes: Array(bytes)) else { throw damage("\(bytes.count) bytes") }
    return digest
  }

  mutating func optionalKey() throws(StorageError) -> ClassKey? {
    guard let text = try optional(String.self) else { return nil }
    guard let key = ClassKey(hexadecimal: text) else { throw damage(text) }
    return key
  }

  /// A JSON value.
  mutating func json() throws(StorageError) -> JSON { try json(try value()) }

  /// The records that a JSON text lists.
  ///
  /// - Parameters:
  ///   - text: what the column read last holds.
  ///   - name: what it is, for messages.
  ///   - read: reads one record.
  /// - Returns: what was read, in the list's order.
  /// - Throws: `damaged`, with the key that is wrong.
  func records<Value>(
    _ text: String, of name: String, _ read: (JSONFields) throws(JSONFields.Damage) -> Value
  ) throws(StorageError) -> [Value] {
    let list = try json(text)
    do throws(JSONFields.Damage) {
      var values: [Value] = []
      for fields in try JSONFields.list(list, of: name) { values.append(try read(fields)) }
      return values
    } catch {
      throw damage("\(error)")
    }
  }

  private func json(_ text: String) throws(StorageError) -> JSON {
    do throws(JSON.SyntaxError) {
      return try JSON(reading: text)
    } catch {
      throw damage("\(error): \(text)")
    }
  }

  /// The error that the column read last holds something impossible.
  func damage(_ found: String) -> StorageError {
    let column = Array(row.columnNames)[max(0, next - 1)]
    let name: DatabaseValue = row[0]
    return .damaged(path: path, reason: "\(column) of \(table) \(name) is \(quoted(found))")
  }
}
