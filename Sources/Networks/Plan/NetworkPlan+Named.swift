import Datasets
import Spelling

extension NetworkPlan {
  /// The networks that are built in.
  public static let names = ["mlp", "cnn-small", "all-cnn-c"]

  /// The plan of a built-in network for images of a shape and a number of classes.
  ///
  /// - `mlp`: two hidden layers of 256.
  /// - `cnn-small`: two strided convolutions of 16 and 32 filters, a hidden layer of 64.
  /// - `all-cnn-c`: Springenberg et al. 2014 (arXiv 1412.6806), table 1, without dropout; the
  ///   seventh layer is unpadded.
  public static func named(
    _ name: String, input: ImageShape, classCount: Int
  ) throws(NetworkError) -> NetworkPlan {
    precondition(classCount > 0, "a network needs at least one class (\(classCount))")
    let layers: [LayerPlan] =
      switch name {
      case "mlp":
        [.flatten] + [256, 256].flatMap { [.dense(units: $0), .activation] }
          + [.dense(units: classCount)]
      case "cnn-small":
        convolution(16, stride: 2) + convolution(32, stride: 2)
          + [.flatten, .dense(units: 64), .activation, .dense(units: classCount)]
      case "all-cnn-c":
        convolution(96) + convolution(96) + convolution(96, stride: 2)
          + convolution(192) + convolution(192) + convolution(192, stride: 2)
          + convolution(192, padding: 0) + convolution(192, kernel: 1, padding: 0)
          + [.convolution(filters: classCount, window: .init(kernel: 1)), .globalAveragePool]
      default:
        throw .unknownNetwork(quoted(name), suggestion: suggestion(for: name, among: names))
      }
    do {
      return try NetworkPlan(input: input, layers: layers)
    } catch {
      throw .mismatch("\(name) does not fit images of \(input) (\(error))")
    }
  }

  private static func convolution(
    _ filters: Int, kernel: Int = 3, stride: Int = 1, padding: Int = 1
  ) -> [LayerPlan] {
    let window = LayerPlan.Window(kernel: kernel, stride: stride, padding: padding)
    return [.convolution(filters: filters, window: window), .activation]
  }
}
