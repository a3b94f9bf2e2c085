/// What the loss says about one batch.
struct BatchLoss {
  /// Sum, not mean, of the images' losses, in nats.
  let lossSum: Double
  /// How many images got the right class; the first of equally large numbers counts.
  let correct: Int
  /// Whether the loss and every logit is finite.
  let isFinite: Bool
}

/// Losses and right answers, added up over batches.
struct Tally {
  private var lossSum = 0.0
  private var correct = 0
  private var images = 0

  mutating func add(_ batch: BatchLoss, images: Int) {
    lossSum += batch.lossSum
    correct += batch.correct
    self.images += images
  }

  /// Mean loss of an image, in nats.
  var loss: Double { lossSum / Double(max(1, images)) }

  /// The share of images whose class was right.
  var accuracy: Double { Double(correct) / Double(max(1, images)) }
}
