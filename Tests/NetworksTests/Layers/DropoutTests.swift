import Randomness
import Tensors
import Testing

@testable import Networks

@Suite struct DropoutTests {
  private let count = 100_000

  private func dropped(rate: Double, seed: UInt64 = 1) -> [Float] {
    var tensor = Tensor(count)
    tensor.fill(1)
    drop(&tensor, count: count, rate: rate, seed: Seed(seed))
    return tensor.numbers
  }

  @Test(arguments: [0.1, 0.5, 0.9])
  func `the right share is dropped and the mean stays`(rate: Double) {
    let numbers = dropped(rate: rate)
    let kept = numbers.filter { $0 != 0 }
    #expect(Set(kept) == [Float(1 / (1 - rate))])
    // Four standard deviations of a binomial share.
    let deviation = (rate * (1 - rate) / Double(count)).squareRoot()
    #expect(abs(Double(kept.count) / Double(count) - (1 - rate)) < 4 * deviation)
  }

  @Test func `neighbours are dropped independently`() {
    let numbers = dropped(rate: 0.5)
    let pairs = zip(numbers, numbers.dropFirst()).filter { $0.0 != 0 && $0.1 != 0 }.count
    #expect(abs(Double(pairs) / Double(count) - 0.25) < 0.006)
  }

  @Test func `a seed drops the same, another one different places`() {
    #expect(dropped(rate: 0.5) == dropped(rate: 0.5))
    let equal = zip(dropped(rate: 0.5), dropped(rate: 0.5, seed: 2)).filter { $0.0 == $0.1 }.count
    #expect(abs(Double(equal) / Double(count) - 0.5) < 0.007)
  }

  @Test func `what is dropped is zero, even when it was not a number`() {
    var tensor = Tensor(64)
    tensor.fill(.nan)
    drop(&tensor, count: 64, rate: 0.5, seed: Seed(1))
    #expect(tensor.numbers.contains(0))
    #expect(tensor.numbers.contains { $0.isNaN })
  }

  @Test func `inference drops nothing`() throws {
    let subject = try Subject("input 4x4x3\ndropout 0.5")
    let x = numbers(subject.inputCount, salt: 0, scale: 4)
    #expect(subject.forward(x, training: false) == x)
    #expect(subject.forward(x) != x)
  }

  @Test func `two dropout layers drop different places in the same step`() throws {
    let once = try Subject("input 1x1x1000\ndropout 0.5", images: 1)
    let twice = try Subject("input 1x1x1000\ndropout 0.5\ndropout 0.5", images: 1)
    let ones = [Float](repeating: 1, count: 1000)
    let kept = once.forward(ones).filter { $0 != 0 }.count
    let keptTwice = twice.forward(ones).filter { $0 != 0 }.count
    #expect((400...600).contains(kept))
    #expect((180...320).contains(keptTwice))
  }
}
