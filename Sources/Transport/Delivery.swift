/// A socket thread's view of an inbox, whatever the inbox holds.
struct Delivery: Sendable {
  let post: @Sendable (Event, Int) -> Void
  let hasRoom: @Sendable (WakeSignal) -> Bool

  init<Item>(to inbox: Inbox<Item>, as item: @escaping @Sendable (Event) -> Item) {
    post = { event, bytes in inbox.post(item(event), bytes: bytes) }
    hasRoom = { inbox.hasRoom(orElse: $0) }
  }
}
