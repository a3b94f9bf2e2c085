import Foundation
import Studies

extension JSON: Decodable {
  /// Reads a text that holds one JSON value.
  init(decoding text: String) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
  }

  /// Reads any JSON value; the order of an object's keys is not kept.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let whole = try? value.decode(Int64.self) {
      self = .whole(whole)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSON].self) {
      self = .list(list)
    } else {
      let object = try value.decode([String: JSON].self)
      self = .object(object.sorted { $0.key < $1.key }.map { Member($0.key, $0.value) })
    }
  }
}
