import Foundation
import Studies

extension JSON {
  /// A member of an object.
  private func member(_ key: String) -> JSON? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  func text(_ key: String) -> String? {
    if case .text(let text) = member(key) { text } else { nil }
  }

  func texts(_ key: String) -> [String] {
    guard case .list(let elements) = member(key) else { return [] }
    return elements.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  func number(_ key: String) -> Double? {
    switch member(key) {
    case .number(let number): number
    case .whole(let whole): Double(whole)
    default: nil
    }
  }
}

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
