import CMessages
import Orders
import Studies

extension IdleWork {
  func wire(in arena: inout Arena) -> Hillock__V1__Idle {
    var wire = unsafe Hillock__V1__Idle()
    unsafe hillock__v1__idle__init(&wire)
    unsafe wire.function = arena.text(function)
    unsafe wire.epochs = UInt32(clamping: epochs)
    unsafe wire.seconds = rehearsal.seconds
    unsafe wire.crashes = rehearsal.crashes
    unsafe wire.hangs = rehearsal.hangs
    unsafe wire.infeasible = rehearsal.infeasible
    unsafe wire.broken = rehearsal.broken
    unsafe wire.seed = seed
    unsafe wire.measures_test = measuresTest ? 1 : 0
    return unsafe wire
  }

  init(_ wire: Hillock__V1__Idle) throws(MessageError) {
    let rehearsal = try unsafe Rehearsal(
      seconds: Field("seconds").number(wire.seconds, in: Rehearsal.secondsRange),
      crashes: Field("crashes").share(wire.crashes), hangs: Field("hangs").share(wire.hangs),
      infeasible: Field("infeasible").share(wire.infeasible),
      broken: Field("broken").share(wire.broken))
    try unsafe self.init(
      function: Field("function").text(wire.function, atMost: Field.longText),
      rehearsal: rehearsal, epochs: Field("epochs").whole(wire.epochs, in: 1...100_000),
      seed: wire.seed, measuresTest: wire.measures_test != 0)
  }
}
