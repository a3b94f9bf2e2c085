/// The classes of a table by their places, made as they are asked for.
///
/// What is stored takes some 40 bytes a class, in place of expressions and texts.
public struct EquivalenceClasses: RandomAccessCollection, Sendable {
  /// The key of each class.
  public let keys: [ClassKey]
  /// Whether all outputs of each class are finite.
  public let isFinite: [Bool]
  let memberCounts: [Int32]
  let representatives: ClassNames
  let forms: ClassNames
  /// The places of the classes in the order of their keys.
  let byKey: [Int32]

  /// Classes whose keys are put in order, or come with their order.
  init(
    keys: [ClassKey], isFinite: [Bool], memberCounts: [Int32], representatives: ClassNames,
    forms: ClassNames, byKey: [Int32]? = nil
  ) {
    self.keys = keys
    self.isFinite = isFinite
    self.memberCounts = memberCounts
    self.representatives = representatives
    self.forms = forms
    self.byKey =
      byKey
      ?? keys.indices.map { Int32($0) }.sorted { keys[Int($0)] < keys[Int($1)] }
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { keys.count }

  public subscript(index: Int) -> EquivalenceClass {
    EquivalenceClass(
      index: index, key: keys[index], representative: representatives[index], form: forms[index],
      isFinite: isFinite[index], memberCount: Int(memberCounts[index]))
  }

  /// The representative of each class, as text.
  public var representativeTexts: [String] { representatives.texts() }
  /// The form of each class, as text.
  public var formTexts: [String] { forms.texts() }

  /// How many classes have only finite outputs.
  var finiteCount: Int { isFinite.count { $0 } }

  /// The place of the class with a key, or nil.
  public func index(of key: ClassKey) -> Int? {
    var low = 0
    var high = byKey.count
    while low < high {
      let middle = (low + high) / 2
      if keys[Int(byKey[middle])] < key { low = middle + 1 } else { high = middle }
    }
    guard low < byKey.count, keys[Int(byKey[low])] == key else { return nil }
    return Int(byKey[low])
  }
}
