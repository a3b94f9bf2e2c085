import CKernels
import Processors
import Synchronization

/// A weighted graph whose vertices find places in the plane, as UMAP lays it out.
///
/// The stochastic descent of McInnes, Healy and Melville (2018, section 3.2), in epochs: vertices
/// along an edge attract each other in the share `rates` of the epochs, and each time five vertices
/// drawn by chance push away. With d for a difference of places, an attraction moves a vertex by
/// -2ab |d|^2(b-1) / (1 + a |d|^2b) d, and a push by 2b / ((0.001 + |d|^2) (1 + a |d|^2b)) d, each
/// component at most 4, times a pace that falls from 1 to 0. Attractions count one and a half times,
/// for the two directions of an edge.
///
/// In an epoch every vertex sees the others where they were when it began, and the ends of an edge
/// move by the same way towards each other. What a vertex does depends on nothing but these places,
/// the seed and its number: any number of threads gives the same bits.
public struct PlaneLayout: Sendable {
  /// Vertex i has the edges from `starts[i]` up to `starts[i + 1]`.
  public let starts: [Int32]
  /// The vertex at the other end of each edge; an edge is listed at both of its ends.
  public let ends: [Int32]
  /// The share of the epochs in which an edge attracts, 0 to 1.
  public let rates: [Float]
  /// The similarity of points at distance d is 1 / (1 + a d^2b).
  public let a: Float
  public let b: Float
  public let seed: UInt64
  /// How many vertices, the first ones, stay where they are; 0 for a layout of all.
  ///
  /// Where some stay, the others have edges to them only, listed once. They are pushed by those that
  /// stay, start with a quarter of the pace, and do not know of each other: where each ends depends
  /// on its own edges and start.
  public let staying: Int

  public init(
    starts: [Int32], ends: [Int32], rates: [Float], a: Float, b: Float, seed: UInt64,
    staying: Int = 0
  ) {
    let count = starts.count - 1
    precondition(
      starts.first == 0 && starts.last.map(Int.init) == ends.count && rates.count == ends.count
        && zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 },
      "\(ends.count) edges with \(rates.count) rates must belong to \(count) vertices")
    precondition(
      ends.allSatisfy { $0 >= 0 && $0 < count } && rates.allSatisfy { $0 >= 0 && $0 <= 1 },
      "an edge ends at one of \(count) vertices, at a rate from 0 to 1")
    self.starts = starts
    self.ends = ends
    self.rates = rates
    self.a = a
    self.b = b
    self.seed = seed
    self.staying = staying
    guard staying > 0 else { return }
    precondition(
      staying <= count && starts[staying] == 0 && ends.allSatisfy { $0 < staying },
      "edges from vertices that come to the \(staying) that stay")
  }

  /// Moves the vertices from a start through all epochs; the pace falls evenly to 0.
  ///
  /// - Parameters:
  ///   - start: x and y of each vertex.
  ///   - epochs: how often every vertex is moved.
  ///   - threads: how many threads compute, the calling one among them.
  ///   - goesOn: called on the calling thread with the share that is done; stops the layout when it
  ///     answers false.
  /// - Returns: x and y of each vertex; nil when it was stopped.
  public func points(
    from start: [Float], epochs: Int, threads: Int = 1,
    goesOn: (Double) -> Bool = { _ in true }
  ) -> [Float]? {
    let count = starts.count - 1
    precondition(start.count == 2 * count, "\(start.count) coordinates for \(count) vertices")
    precondition(epochs >= 0 && threads > 0, "\(epochs) epochs on \(threads) threads")
    let degree = zip(starts, starts.dropFirst()).map { Int($1 - $0) }.max() ?? 0
    guard degree > 0, epochs > 0 else { return start }
    let order = order
    var (points, others) = (start, start)
    let isWhole = unsafe points.withUnsafeMutableBufferPointer { points in
      unsafe others.withUnsafeMutableBufferPointer { others in
        unsafe starts.withUnsafeBufferPointer { starts in
          unsafe ends.withUnsafeBufferPointer { ends in
            unsafe order.withUnsafeBufferPointer { order in
              unsafe rates.withUnsafeBufferPointer { rates in
                unsafe descend(
                  hillock_layout(
                    starts: starts.baseAddress, ends: ends.baseAddress, order: order.baseAddress,
                    rates: rates.baseAddress, moving: count - staying,
                    strangers: staying > 0 ? staying : count, guests: staying > 0 ? 1 : 0, a: a,
                    b: b, seed: seed),
                  points, others, degree, epochs, threads, goesOn)
              }
            }
          }
        }
      }
    }
    guard isWhole else { return nil }
    return epochs.isMultiple(of: 2) ? points : others
  }

  /// Vertices with like numbers of steps beside each other, as a group takes as long as its slowest.
  private var order: [Int32] {
    let loads = (0..<starts.count - 1).map { vertex in
      rates[Int(starts[vertex])..<Int(starts[vertex + 1])].reduce(0, +)
    }
    return (staying..<loads.count).sorted { (-loads[$0], $0) < (-loads[$1], $1) }
      .map { Int32($0) }
  }

  private func descend(
    _ layout: hillock_layout, _ points: UnsafeMutableBufferPointer<Float>,
    _ others: UnsafeMutableBufferPointer<Float>, _ degree: Int, _ epochs: Int, _ threads: Int,
    _ goesOn: (Double) -> Bool
  ) -> Bool {
    let lanes = HILLOCK_LAYOUT_LANES
    let groups = unsafe (layout.moving + lanes - 1) / lanes
    let fastest: Float = staying > 0 ? 0.25 : 1
    let members = min(threads, groups)
    let level = Int32(VectorLevel.current.rawValue)
    let meeting = Rendezvous(parties: members)
    let ending = Ending(epochs)
    // In an epoch each vertex is read in one of the two and written by one thread in the other.
    nonisolated(unsafe) let (layout, points, others) = unsafe (layout, points, others)

    @Sendable func work(_ member: Int, _ goesOn: (Double) -> Bool) {
      let scratch = UnsafeMutablePointer<Float>.allocate(capacity: hillock_layout_scratch(degree))
      defer { unsafe scratch.deallocate() }
      unsafe scratch.initialize(repeating: 0, count: hillock_layout_scratch(degree))
      for epoch in 0..<epochs {
        let isForth = epoch.isMultiple(of: 2)
        let (before, after) = unsafe isForth ? (points, others) : (others, points)
        let pace = fastest * (1 - Float(epoch) / Float(epochs))
        unsafe withUnsafePointer(to: layout) { layout in
          for group in stride(from: member, to: groups, by: members) {
            unsafe hillock_layout_epoch(
              level, layout, group, epoch, pace, before.baseAddress, after.baseAddress, scratch)
          }
        }
        // Set before the meeting that all come to, so all end with the same epoch.
        if !goesOn(Double(epoch) / Double(epochs)) { ending.epoch.store(epoch, ordering: .relaxed) }
        meeting.wait()
        if ending.epoch.load(ordering: .relaxed) <= epoch { return }
      }
    }
    withCompanions(members - 1) {
      work($0, { _ in true })
    } body: {
      work(0, goesOn)
    }
    return ending.epoch.load(ordering: .relaxed) == epochs
  }
}

/// The epoch after which everybody stops.
private final class Ending: Sendable {
  let epoch: Atomic<Int>

  init(_ epoch: Int) {
    self.epoch = Atomic(epoch)
  }
}
