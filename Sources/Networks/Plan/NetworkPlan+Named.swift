import Datasets
import Spelling

extension NetworkPlan {
  /// The networks that are built in.
  public static let names = [
    "mlp", "cnn-small", "all-cnn-c", "resnet-20", "resnet-32", "resnet-56",
  ]

  /// The plan of a built-in network for images of a shape and a number of classes.
  ///
  /// - `mlp`: two hidden layers of 256.
  /// - `cnn-small`: two strided convolutions of 16 and 32 filters, a hidden layer of 64.
  /// - `all-cnn-c`: Springenberg et al. 2014 (arXiv 1412.6806), table 1, without dropout; the
  ///   seventh layer is unpadded.
  /// - `resnet-20`, `resnet-32`, `resnet-56`: He et al. 2015 (arXiv 1512.03385), section 4.2, with
  ///   shortcuts of option A.
  public static func named(
    _ name: String, input: ImageShape, classCount: Int
  ) throws(NetworkError) -> NetworkPlan {
    precondition(classCount > 0, "a network needs at least one class (\(classCount))")
    let layers =
      switch name {
      case "mlp":
        "flatten\ndense 256\nactivation\ndense 256\nactivation\ndense \(classCount)"
      case "cnn-small":
        convolution(16, stride: 2) + convolution(32, stride: 2)
          + "flatten\ndense 64\nactivation\ndense \(classCount)"
      case "all-cnn-c":
        convolution(96) + convolution(96) + convolution(96, stride: 2)
          + convolution(192) + convolution(192) + convolution(192, stride: 2)
          + convolution(192, padding: 0) + convolution(192, kernel: 1, padding: 0)
          + "convolution \(classCount) kernel 1\nglobal-average-pool"
      case "resnet-20": residual(depth: 20, classCount: classCount)
      case "resnet-32": residual(depth: 32, classCount: classCount)
      case "resnet-56": residual(depth: 56, classCount: classCount)
      default:
        throw .unknownNetwork(quoted(name), suggestion: suggestion(for: name, among: names))
      }
    do {
      return try NetworkPlan(file: "input \(input)\n\(layers)")
    } catch {
      throw .mismatch("\(name) does not fit images of \(input) (\(error))")
    }
  }

  private static func convolution(
    _ filters: Int, kernel: Int = 3, stride: Int = 1, padding: Int = 1
  ) -> String {
    """
    convolution \(filters) kernel \(kernel) stride \(stride) padding \(padding)
    activation

    """
  }

  /// The residual network of 6 n + 2 layers: three stages of n blocks.
  ///
  /// - Parameters:
  ///   - depth: 6 n + 2, for an n above 0.
  ///   - classCount: the numbers at the end.
  ///   - width: channels of the first stage; each of the others has twice as many as the one
  ///     before it.
  /// - Returns: the lines after the input's, with blocks.
  static func residual(depth: Int, classCount: Int, width: Int = 16) -> String {
    precondition(depth >= 8 && depth % 6 == 2, "no residual network of \(depth) layers")
    func same(_ width: Int, times: Int) -> String {
      times == 0 ? "" : "repeat \(times)\n  unit \(width)\nend"
    }
    let blocks = (depth - 2) / 6
    return """
      block changes WIDTH STRIDE
        convolution WIDTH kernel 3 stride STRIDE padding 1 bias none
        batch-norm
        activation
        convolution WIDTH kernel 3 padding 1 bias none
        batch-norm
      end
      block unit WIDTH
        change = changes WIDTH 1
        add change in
        activation
      end
      block wider WIDTH
        change = changes WIDTH 2
        skip = shortcut channels WIDTH stride 2 from in
        add change skip
        activation
      end
      convolution \(width) kernel 3 padding 1 bias none
      batch-norm
      activation
      \(same(width, times: blocks))
      wider \(2 * width)
      \(same(2 * width, times: blocks - 1))
      wider \(4 * width)
      \(same(4 * width, times: blocks - 1))
      global-average-pool
      dense \(classCount)
      """
  }
}
