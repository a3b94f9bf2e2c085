import Activations
import Digests
import Spelling
import Studies

extension RecordedSpectra {
  /// The version that is written, and the latest that is read.
  public static let version = 1

  private static let title = "hillock spectra"

  /// The spectra as a file, which compresses well.
  ///
  /// Lines of text say version, recipe, layers and the number of classes; an empty line ends them.
  /// Then for each class come its key (16 bytes, the most significant first), a byte for each layer
  /// (1 where it failed), and for each value two bytes, the less significant first: what is added
  /// to the layer's value before, modulo 65,536. The SHA-256 digest of all that comes last.
  public var bytes: [UInt8] {
    var lines = [
      "\(Self.title): \(Self.version)",
      "recipe: \(SpectrumRecipe.version) \(recipe.batch) \(recipe.labels.rawValue) \(recipe.seed)",
    ]
    lines += layers.map { "layer: \($0.weights) \($0.edges) \($0.name)" }
    lines.append("classes: \(entries.count)")
    var bytes = Array((lines.joined(separator: "\n") + "\n\n").utf8)
    bytes.reserveCapacity(bytes.count + entries.count * (entrySize) + 32)
    for entry in entries {
      for word in [entry.key.high, entry.key.low] {
        for shift in stride(from: 56, through: 0, by: -8) {
          bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
        }
      }
      bytes += entry.states.map { $0 == .failed ? 1 : 0 }
      var start = 0
      for layer in layers {
        var before: UInt16 = 0
        for step in entry.steps[start..<start + layer.edges - 1] {
          let added = step &- before
          bytes += [UInt8(truncatingIfNeeded: added), UInt8(truncatingIfNeeded: added >> 8)]
          before = step
        }
        start += layer.edges - 1
      }
    }
    return bytes + Digest.of(bytes).bytes
  }

  private var entrySize: Int { 16 + layers.count + 2 * width }

  /// Reads what `bytes` wrote.
  ///
  /// - Throws: what contradicts itself; `newerVersion` for a later format or recipe.
  public init(bytes: [UInt8]) throws(BenchmarkingError) {
    guard bytes.starts(with: Self.title.utf8) else {
      throw .notRecorded(reason: "it does not begin with '\(Self.title)'")
    }
    guard bytes.count > 32 else { throw .damagedSpectra(reason: "\(bytes.count) bytes") }
    let content = bytes.dropLast(32)
    guard Digest.of(Array(content)).bytes == Array(bytes.suffix(32)) else {
      throw .damagedSpectra(reason: "they do not have the digest that they should have")
    }
    // From here on everything is as it was written.
    var heading = Heading()
    var rest = content
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if line.isEmpty { break }
      try heading.take(line)
    }
    let recipe = try heading.complete()
    let layers = heading.layers
    let width = layers.reduce(0) { $0 + $1.edges - 1 }
    let size = 16 + layers.count + 2 * width
    guard rest.count == heading.classes * size else {
      throw .damagedSpectra(
        reason: "\(rest.count) bytes; expected \(heading.classes) classes of \(size)")
    }
    let entries = (0..<heading.classes).map { number in
      Self.entry(rest[(rest.startIndex + number * size)...].prefix(size), layers)
    }
    self.init(recipe: recipe, layers: layers, entries: entries)
  }

  private static func entry(_ bytes: ArraySlice<UInt8>, _ layers: [Spectrum.Layer]) -> Entry {
    func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
    let start = bytes.startIndex
    let key = ClassKey(
      high: word(bytes[start..<start + 8]), low: word(bytes[start + 8..<start + 16]))
    let states = bytes[start + 16..<start + 16 + layers.count].map { failed in
      failed == 0 ? Spectrum.Layer.State.counted : .failed
    }
    var steps: [UInt16] = []
    var place = start + 16 + layers.count
    for layer in layers {
      var step: UInt16 = 0
      for _ in 1..<layer.edges {
        step &+= UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
        steps.append(step)
        place += 2
      }
    }
    return Entry(key: key, states: states, steps: steps)
  }

  /// The lines before the classes.
  private struct Heading {
    private var recipe: SpectrumRecipe?
    private(set) var layers: [Spectrum.Layer] = []
    private(set) var classes = 0

    mutating func take(_ line: String) throws(BenchmarkingError) {
      let parts = line.split(separator: ": ", maxSplits: 1)
      let words = parts.count == 2 ? parts[1].split(separator: " ", maxSplits: 3) : []
      let numbers = words.map { Int($0) }
      switch (parts[0], words.count) {
      case (Substring(RecordedSpectra.title), 1):
        try Self.check(numbers[0], atMost: RecordedSpectra.version)
      case ("recipe", 4):
        guard let batch = numbers[1], let seed = UInt64(words[3]),
          let labels = SpectrumRecipe.Labels(rawValue: String(words[2]))
        else { throw unreadable(line) }
        try Self.check(numbers[0], atMost: SpectrumRecipe.version)
        recipe = SpectrumRecipe(batch: batch, labels: labels, seed: seed)
      case ("layer", 3...):
        guard let weights = numbers[0], let edges = numbers[1], edges >= 2 else {
          throw unreadable(line)
        }
        layers.append(
          Spectrum.Layer(
            name: words[2...].joined(separator: " "), weights: weights, edges: edges))
      case ("classes", 1):
        guard let count = numbers[0], count >= 0 else { throw unreadable(line) }
        classes = count
      default: throw unreadable(line)
      }
    }

    func complete() throws(BenchmarkingError) -> SpectrumRecipe {
      guard let recipe else { throw .damagedSpectra(reason: "they do not say their recipe") }
      return recipe
    }

    private func unreadable(_ line: String) -> BenchmarkingError {
      .damagedSpectra(reason: "\(quoted(line)) cannot be read")
    }

    private static func check(_ found: Int?, atMost readable: Int) throws(BenchmarkingError) {
      guard let found else { throw .damagedSpectra(reason: "they have no version") }
      guard found <= readable else { throw .newerVersion(found: found, readable: readable) }
    }
  }
}
