import Tensors
import Testing

@Suite struct TensorTests {
  @Test func `a tensor starts with zeros`() {
    let tensor = Tensor(2, 3)
    #expect(tensor.shape == [2, 3])
    #expect(tensor.count == 6)
    #expect(tensor.numbers == [0, 0, 0, 0, 0, 0])
  }

  @Test func `no axes make a single number, an empty axis makes none`() {
    #expect(Tensor().count == 1)
    #expect(Tensor(3, 0).count == 0)
    #expect(Tensor(3, 0).numbers == [])
  }

  @Test func `numbers are written in place`() {
    var tensor = Tensor([1, 2, 3, 4], shape: [2, 2])
    tensor[3] = 9
    tensor.withMutableSpan { $0[0] = 7 }
    #expect(tensor.numbers == [7, 2, 3, 9])
    tensor.fill(5)
    #expect(tensor[2] == 5)
    tensor.replace(by: [4, 3, 2, 1])
    #expect(tensor.withSpan { $0[1] } == 3)
  }

  @Test func `a span can be shorter than its tensor`() {
    var tensor = Tensor([1, 2, 3])
    #expect(tensor.withSpan(first: 2) { $0.count } == 2)
    #expect(tensor.withMutableSpan(first: 0) { $0.isEmpty })
  }

  @Test(arguments: [1, 3, 17, 1000])
  func `memory starts at a multiple of 64 bytes`(count: Int) {
    let tensor = Tensor(count)
    let address = unsafe UInt(bitPattern: tensor.address)
    #expect(address % 64 == 0)
  }
}
