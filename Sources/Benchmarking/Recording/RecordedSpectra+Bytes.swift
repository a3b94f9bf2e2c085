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
  /// (1 where it failed), and the counts, seven bits a byte, the least significant first, the
  /// eighth bit set where more bytes follow. The SHA-256 digest of all that comes last.
  public var bytes: [UInt8] {
    var lines = [
      "\(Self.title): \(Self.version)",
      "recipe: \(SpectrumRecipe.version) \(recipe.batch) \(recipe.labels.rawValue) \(recipe.seed)",
    ]
    lines += layers.map { "layer: \($0.weights) \($0.edges) \($0.name)" }
    lines.append("classes: \(entries.count)")
    var bytes = Array((lines.joined(separator: "\n") + "\n\n").utf8)
    bytes.reserveCapacity(bytes.count + entries.count * (16 + layers.count + 2 * width) + 32)
    for entry in entries {
      for word in [entry.key.high, entry.key.low] {
        for shift in stride(from: 56, through: 0, by: -8) {
          bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
        }
      }
      bytes += entry.states.map { $0 == .failed ? 1 : 0 }
      for count in entry.counts {
        var rest = count
        while rest >= 128 {
          bytes.append(UInt8(rest & 127) | 128)
          rest >>= 7
        }
        bytes.append(UInt8(rest))
      }
    }
    return bytes + Digest.of(bytes).bytes
  }

  /// Reads what `bytes` wrote.
  ///
  /// - Throws: what contradicts itself; `newerVersion` for a later format or recipe.
  public init(bytes: [UInt8]) throws(BenchmarkingError) {
    guard bytes.starts(with: Self.title.utf8) else {
      throw .notRecorded(reason: "it does not begin with '\(Self.title)'")
    }
    guard bytes.count > 32 else { throw .damagedSpectra(reason: "\(bytes.count) bytes") }
    let content = Array(bytes.dropLast(32))
    guard Digest.of(content).bytes == Array(bytes.suffix(32)) else {
      throw .damagedSpectra(reason: "they do not have the digest that they should have")
    }
    var heading = Heading()
    var place = 0
    while let end = content[place...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: content[place..<end], as: UTF8.self)
      place = end + 1
      if line.isEmpty { break }
      try heading.take(line)
    }
    let recipe = try heading.complete()
    var reading = Reading(bytes: content, place: place)
    var entries: [Entry] = []
    for _ in 0..<heading.classes { entries.append(try reading.entry(heading.layers)) }
    guard reading.place == content.count else {
      throw .damagedSpectra(
        reason: "\(content.count - reading.place) bytes follow the last class")
    }
    self.init(recipe: recipe, layers: heading.layers, entries: entries)
  }

  /// The classes up to some place.
  private struct Reading {
    let bytes: [UInt8]
    var place: Int

    mutating func entry(_ layers: [Spectrum.Layer]) throws(BenchmarkingError) -> Entry {
      let key = ClassKey(high: try word(), low: try word())
      var states: [Spectrum.Layer.State] = []
      for _ in layers { states.append(try byte() == 0 ? .counted : .failed) }
      var counts: [UInt32] = []
      for layer in layers {
        var total = 0
        for _ in 1..<layer.edges {
          counts.append(try count())
          total += Int(counts[counts.count - 1])
        }
        guard (1...max(1, layer.weights)).contains(total) else {
          throw .damagedSpectra(
            reason: "class \(key) has \(total) eigenvalues in \(layer.name); "
              + "expected 1 to \(layer.weights)")
        }
      }
      return Entry(key: key, states: states, counts: counts)
    }

    private mutating func byte() throws(BenchmarkingError) -> UInt8 {
      guard place < bytes.count else {
        throw .damagedSpectra(reason: "they end before the last class does")
      }
      defer { place += 1 }
      return bytes[place]
    }

    private mutating func word() throws(BenchmarkingError) -> UInt64 {
      var word: UInt64 = 0
      for _ in 0..<8 { word = word << 8 | UInt64(try byte()) }
      return word
    }

    private mutating func count() throws(BenchmarkingError) -> UInt32 {
      var count: UInt64 = 0
      for shift in stride(from: UInt64(0), through: 28, by: 7) {
        let byte = try byte()
        count |= UInt64(byte & 127) << shift
        if byte < 128 { break }
      }
      guard count <= UInt32.max else {
        throw .damagedSpectra(reason: "byte \(place) ends a count of more than 32 bits")
      }
      return UInt32(count)
    }
  }

  /// The lines before the classes.
  private struct Heading {
    private var recipe: SpectrumRecipe?
    private(set) var layers: [Spectrum.Layer] = []
    private(set) var classes = 0

    mutating func take(_ line: String) throws(BenchmarkingError) {
      let parts = line.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false)
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
