/// A slot's process, told apart from those before it.
struct SlotProcess: Sendable {
  let slot: Int
  /// From 1 in each slot.
  let generation: Int
}
