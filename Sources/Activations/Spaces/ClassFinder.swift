import Dispatch
import Synchronization

/// Evaluates what a space needs and puts equal outputs into one class, on several threads.
///
/// Classes are numbered by the first evaluation that has their outputs, whichever thread is first:
/// batches are evaluated in any order and numbered in theirs.
final class ClassFinder: Sendable {
  /// What was found.
  struct Found: Sendable {
    fileprivate(set) var keys: [ClassKey] = []
    fileprivate(set) var isFinite: [Bool] = []
    /// The class of each evaluation.
    fileprivate(set) var classes: [Int32]
    let outputs: OutputRows
  }

  private struct Batch: Sendable {
    let number: Int
    var outputs: [Float]
    var keys: [(key: ClassKey, isFinite: Bool)] = []
  }

  private struct Progress: Sendable {
    var next = 0
    var merged = 0
    var waiting: [Int: Batch] = [:]
    var numbers: [ClassKey: Int32] = [:]
    var found: Found
  }

  private static let batchSize = 64

  private let rows: ProbeRows
  private let evaluations: SpaceMembers.Evaluations
  private let outputs: OutputRows
  private let progress: Mutex<Progress>

  private init(_ evaluations: SpaceMembers.Evaluations, _ rows: ProbeRows) {
    self.rows = rows
    self.evaluations = evaluations
    outputs = OutputRows(capacity: evaluations.count, width: Probe.count)
    progress = Mutex(
      Progress(
        found: Found(
          classes: Array(repeating: 0, count: evaluations.count), outputs: outputs)))
  }

  /// The classes of some evaluations.
  static func find(
    _ evaluations: SpaceMembers.Evaluations, rows: ProbeRows, threads: Int
  ) -> Found {
    let finder = ClassFinder(evaluations, rows)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in finder.work() }
    return finder.progress.withLock { $0.found }
  }

  /// Takes batch after batch until none is left.
  private func work() {
    var scratch = ProbeRows.Scratch()
    while let number = take() {
      let batch = evaluated(number, &scratch)
      for (batch, copies) in merge(batch) {
        for copy in copies {
          let start = copy.index * Probe.count
          outputs.write(copy.row, batch.outputs.span.extracting(start..<start + Probe.count))
        }
      }
    }
  }

  private func take() -> Int? {
    progress.withLock { progress in
      guard progress.next * ClassFinder.batchSize < evaluations.count else { return nil }
      defer { progress.next += 1 }
      return progress.next
    }
  }

  private func evaluated(_ number: Int, _ scratch: inout ProbeRows.Scratch) -> Batch {
    let start = number * ClassFinder.batchSize
    let end = min(start + ClassFinder.batchSize, evaluations.count)
    var batch = Batch(number: number, outputs: [])
    batch.outputs.reserveCapacity((end - start) * Probe.count)
    for index in start..<end {
      rows.append(
        evaluations.operators[index], evaluations.rows(index), to: &batch.outputs, &scratch)
    }
    batch.keys = OutputsKey.keys(canonicalizing: &batch.outputs, width: Probe.count)
    for index in start..<end {
      let structure = rows.structure(evaluations.operators[index], evaluations.rows(index))
      batch.keys[index - start].key = batch.keys[index - start].key.joined(with: structure)
    }
    return batch
  }

  /// Numbers what can be numbered by now: the batches whose predecessors are all there.
  ///
  /// - Returns: which rows to copy where, a part of the work that needs no lock.
  private func merge(_ batch: Batch) -> [(Batch, [(index: Int, row: Int)])] {
    progress.withLock { progress in
      progress.waiting[batch.number] = batch
      var merged: [(Batch, [(index: Int, row: Int)])] = []
      while let next = progress.waiting.removeValue(forKey: progress.merged) {
        let start = progress.merged * ClassFinder.batchSize
        var copies: [(index: Int, row: Int)] = []
        for (index, (key, isFinite)) in next.keys.enumerated() {
          let row = progress.numbers[key] ?? Int32(progress.found.keys.count)
          if row == progress.found.keys.count {
            progress.numbers[key] = row
            progress.found.keys.append(key)
            progress.found.isFinite.append(isFinite)
            copies.append((index, Int(row)))
          }
          progress.found.classes[start + index] = row
        }
        merged.append((next, copies))
        progress.merged += 1
      }
      return merged
    }
  }
}
