/// The functions that every search is measured against.
public enum Baselines {
  public static let all: [Expression] =
    [.elu, .relu, .selu, .sigmoid, .softplus, .softsign, .swish, .tanh].map { (o: Operator) in
      Expression(o, [.x])
    }
}
