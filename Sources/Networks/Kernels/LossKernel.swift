import CKernels
import Tensors

/// The softmax cross-entropy of rows of logits.
///
/// - Parameters:
///   - logits: rows of `classes` numbers.
///   - labels: the class of each row, in `0..<classes`.
///   - rows: how many rows count.
///   - classes: how many numbers a row has.
///   - gradients: receives the gradient of the mean loss by the logits, if wanted.
/// - Returns: the sum of the losses, the right answers, and whether all is finite.
func softmaxCrossEntropy(
  _ logits: borrowing Tensor, labels: [Int32], rows: Int, classes: Int, gradients: Buffer?
) -> BatchLoss {
  precondition(
    classes > 0 && rows >= 0 && labels.count >= rows && logits.count >= rows * classes
      && gradients.map { $0.tensor.count >= rows * classes } ?? true,
    "\(rows) rows of \(classes) classes (\(logits.count))")
  for row in 0..<rows {
    precondition(labels[row] >= 0 && labels[row] < classes, "class \(labels[row]) of \(classes)")
  }
  let result = unsafe hillock_softmax_cross_entropy(
    logits.address, labels, rows, classes, 1 / Float(max(1, rows)),
    gradients?.tensor.mutableAddress)
  return BatchLoss(
    lossSum: result.loss, correct: result.correct, isFinite: result.finite != 0)
}

/// What the loss says about one batch.
struct BatchLoss {
  /// Sum, not mean, of the images' losses, in nats.
  let lossSum: Double
  /// How many images got the right class; the first of equally large numbers counts.
  let correct: Int
  /// Whether the loss and every logit is finite.
  let isFinite: Bool
}
