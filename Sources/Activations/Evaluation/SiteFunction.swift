/// What stands at an activation's place in a network: a function of each number there, and of
/// learnable parameters of its own.
///
/// An expression is one, whether or not it has parameters; a table or a mixture of functions may be
/// another. Numbers lie in rows of all channels: element i belongs to channel i % channels. A
/// parameter has one value for each channel, or one for all: then callers say that there is one
/// channel. Values of parameters, and the sums of their gradients, lie parameter after parameter,
/// each with a number for every channel.
public protocol SiteFunction: Sendable {
  /// The learnable parameters, in their order.
  var parameters: [SiteParameter] { get }

  /// Writes f(x) to `y`, and leaves in x what `backward` wants to find there.
  func forward(
    replacing x: inout MutableSpan<Float>, channels: Int, parameters: Span<Float>,
    into y: inout MutableSpan<Float>)

  /// Writes f(x) to `y`.
  func values(
    _ x: Span<Float>, channels: Int, parameters: Span<Float>, into y: inout MutableSpan<Float>)

  /// Goes back: turns the loss's gradients by f(x) into those by x, and adds those by the parameters.
  ///
  /// The same call has the same bits, always.
  ///
  /// - Parameters:
  ///   - kept: what `forward` left in x.
  ///   - channels: how many numbers each parameter has.
  ///   - parameters: the parameters' values, as `forward` had them.
  ///   - gradients: the gradients by f(x), which those by x replace.
  ///   - sums: where the sums over all elements of a channel are added.
  func backward(
    _ kept: Span<Float>, channels: Int, parameters: Span<Float>,
    gradients: inout MutableSpan<Float>, adding sums: inout MutableSpan<Double>)
}

/// A learnable parameter of a function.
public struct SiteParameter: Hashable, Sendable {
  /// What the parameter starts at, in every channel and layer.
  public let start: Float

  public init(start: Float) {
    self.start = start
  }
}
