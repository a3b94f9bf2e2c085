extension ClassTable {
  /// Goes up when the same schemas would get another table: with an operator's values, the rule of
  /// a class or a form, or the encoding.
  private static let version = 3

  /// What a table depends on beside its space, for names of files that hold one.
  ///
  /// The levels of a processor's vectors matter because the last bits of some functions do.
  public static var evaluator: String {
    "classes \(version), probe \(Probe.count), kernels \(KernelLevel.best)"
  }

  /// The table without its outputs, for a file.
  public var encoded: [UInt8] {
    var out = EncodedBytes()
    out.append(text: rule.rawValue)
    out.append(UInt64(expressionCount))
    out.append(UInt32(schemas.count))
    for count in schemas {
      out.append(text: count.schema.description)
      for number in [count.expressionCount, count.classCount, count.finiteClassCount] {
        out.append(UInt64(number))
      }
    }
    out.append(UInt32(classes.count))
    for key in classes.keys {
      out.append(key.high)
      out.append(key.low)
    }
    for isFinite in classes.isFinite { out.append(isFinite ? 1 : 0 as UInt8) }
    for count in classes.memberCounts { out.append(UInt32(bitPattern: count)) }
    for index in classes.byKey { out.append(UInt32(bitPattern: index)) }
    for names in [classes.representatives, classes.forms] {
      out.append(UInt32(names.bytes.count))
      out.bytes += names.bytes
      for end in names.ends { out.append(end) }
    }
    return out.bytes
  }

  /// Reads a table that was encoded; nil where the bytes are none, or do not fit the outputs.
  ///
  /// - Parameters:
  ///   - encoded: what `encoded` gave.
  ///   - outputs: the outputs of its classes.
  public init?(encoded: [UInt8], outputs: any OutputStore) {
    var bytes = EncodedBytes(bytes: encoded)
    guard let rule = bytes.text().flatMap({ Rule(rawValue: $0) }),
      let expressionCount: UInt64 = bytes.number(), let schemaCount: UInt32 = bytes.number()
    else { return nil }
    var schemas: [SchemaCount] = []
    for _ in 0..<schemaCount {
      guard let schema = bytes.text().flatMap({ try? Schema($0) }),
        let counts: [UInt64] = bytes.numbers(3)
      else { return nil }
      schemas.append(
        SchemaCount(
          schema: schema, expressionCount: Int(counts[0]), classCount: Int(counts[1]),
          finiteClassCount: Int(counts[2])))
    }
    guard let classes = EquivalenceClasses(&bytes), bytes.isAtEnd,
      outputs.withOutputs({ $0.count }) == classes.count * Probe.count
    else { return nil }
    self.init(
      rule: rule, classes: classes, schemas: schemas, expressionCount: Int(expressionCount),
      outputs: outputs)
  }
}

extension EquivalenceClasses {
  fileprivate init?(_ bytes: inout EncodedBytes) {
    guard let count: UInt32 = bytes.number(), let words: [UInt64] = bytes.numbers(2 * Int(count)),
      let flags: [UInt8] = bytes.numbers(Int(count)),
      let memberCounts: [UInt32] = bytes.numbers(Int(count)),
      let byKey: [UInt32] = bytes.numbers(Int(count)),
      let representatives = ClassNames(&bytes, count: Int(count)),
      let forms = ClassNames(&bytes, count: Int(count))
    else { return nil }
    let keys = (0..<Int(count)).map { ClassKey(high: words[2 * $0], low: words[2 * $0 + 1]) }
    guard byKey.allSatisfy({ $0 < count }),
      zip(byKey, byKey.dropFirst()).allSatisfy({ keys[Int($0)] < keys[Int($1)] })
    else { return nil }
    self.init(
      keys: keys, isFinite: flags.map { $0 != 0 },
      memberCounts: memberCounts.map { Int32(bitPattern: $0) },
      representatives: representatives, forms: forms,
      byKey: byKey.map { Int32(bitPattern: $0) })
  }
}

extension ClassNames {
  fileprivate init?(_ bytes: inout EncodedBytes, count: Int) {
    guard let length: UInt32 = bytes.number(), let names: [UInt8] = bytes.numbers(Int(length)),
      let ends: [UInt32] = bytes.numbers(count)
    else { return nil }
    self.init(bytes: names, ends: ends)
  }
}
