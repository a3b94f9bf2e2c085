import Activations
import Randomness
import Studies

/// A network with its numbers and all the memory that training it takes.
///
/// It belongs to one thread.
final class Network {
  let plan: NetworkPlan
  /// Filled by the caller before `forward`.
  let input: Signal
  /// The logits; the caller fills its gradients before `backward`.
  let output: Signal
  /// Each after all that it reads.
  let layers: [any Layer]
  /// In the order of the layers, weights before biases.
  let parameters: [Parameter]

  /// Builds the network; parameters are zero until `initialize`.
  ///
  /// - Parameters:
  ///   - plan: what to build.
  ///   - activation: the function of every activation layer.
  ///   - sharing: what has numbers of its own for that function's parameters.
  ///   - capacity: the most images in a batch.
  ///   - hasInputGradients: whether `backward` goes on to the images.
  init(
    plan: NetworkPlan, activation: any SiteFunction,
    sharing: ParameterDescent.Sharing = .channel, capacity: Int, hasInputGradients: Bool = false
  ) {
    precondition(capacity > 0, "a batch needs room for at least one image (\(capacity))")
    self.plan = plan
    input = Signal(shape: plan.input, capacity: capacity, hasGradients: hasInputGradients)
    var builder = NetworkBuilder(plan, input: input)
    for node in plan.nodes { builder.add(node, activation, sharing) }
    output = builder.last
    layers = builder.layers
    parameters = layers.flatMap(\.parameters)
  }

  /// Sets every parameter to its start.
  func initialize(seed: Seed) {
    for parameter in parameters { parameter.initialize(seed: seed) }
  }

  /// Computes the output of the images in `input`.
  func forward(_ pass: Pass) {
    precondition(
      pass.images <= input.capacity, "\(pass.images) images (room for \(input.capacity))")
    for layer in layers { layer.forward(pass) }
  }

  /// Computes all parameters' gradients from the output's.
  func backward(_ pass: Pass) {
    for layer in layers.reversed() { layer.backward(pass) }
  }
}

/// Strings the layers of a plan together, each with the signals it reads and the one it writes.
private struct NetworkBuilder {
  private(set) var layers: [any Layer] = []
  /// What the last node writes.
  private(set) var last: Signal
  /// How often each place is read.
  private var readers: [NetworkPlan.Place: Int] = [:]
  /// Signals that wait for their readers.
  private var waiting: [NetworkPlan.Place: [Signal]] = [:]
  private var count = 0

  init(_ plan: NetworkPlan, input: Signal) {
    last = input
    for place in plan.nodes.flatMap(\.reads) { readers[place, default: 0] += 1 }
    offer(input, at: .input)
  }

  /// Makes the layer of a node.
  mutating func add(
    _ node: NetworkPlan.Node, _ activation: any SiteFunction, _ sharing: ParameterDescent.Sharing
  ) {
    let inputs = node.reads.map { waiting[$0, default: []].removeFirst() }
    let layer = node.kind.layer(
      at: Site(
        name: node.label, inputs: inputs, shape: node.shape, activation: activation,
        sharing: sharing))
    layers.append(layer)
    layer.output.writer = layers.count
    last = layer.output
    offer(last, at: .node(count))
    count += 1
  }

  /// Has the signal wait for its reader, or a fork's signals where it has several.
  private mutating func offer(_ signal: Signal, at place: NetworkPlan.Place) {
    let readers = readers[place, default: 0]
    guard readers > 1 else {
      waiting[place] = [signal]
      return
    }
    let fork = Fork(signal, readers: readers)
    layers.append(fork)
    for output in fork.outputs { output.writer = layers.count }
    waiting[place] = fork.outputs
  }
}
