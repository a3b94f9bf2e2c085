import Testing

@testable import Tensors

@Suite struct WindowProductsTests {
  /// Numbers around 3, with a trend over the image and the channels.
  private func batch(_ g: WindowGeometry, images: Int) -> Tensor {
    let count = g.height * g.width * g.channels
    return Tensor(
      (0..<images * count).map { index in
        let noise = Double((index * 7919 + index * index * 31) % 2003) / 2003 - 0.5
        return Float(3 + noise + Double(index % count) / Double(count))
      })
  }

  /// The products from the definition.
  private func naive(_ g: WindowGeometry, _ x: borrowing Tensor, images: Int) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(order: 1 + g.kernel * g.kernel * g.channels)
    for image in 0..<images {
      for row in 0..<g.places(along: g.height) {
        for column in 0..<g.places(along: g.width) {
          var patch = [1.0]
          for pixel in WindowPixel.all(of: g.kernel) {
            let y = row * g.stride - g.padding + pixel.row
            let z = column * g.stride - g.padding + pixel.column
            let inside = y >= 0 && y < g.height && z >= 0 && z < g.width
            let start = ((image * g.height + y) * g.width + z) * g.channels
            for channel in 0..<g.channels {
              patch.append(inside ? Double(x[start + channel]) : 0)
            }
          }
          for i in patch.indices {
            for j in i..<patch.count { matrix[i, j] += patch[i] * patch[j] }
          }
        }
      }
    }
    return matrix
  }

  @Test(
    arguments: [
      WindowGeometry(height: 7, width: 8, channels: 3, kernel: 3, stride: 1, padding: 1),
      WindowGeometry(height: 9, width: 6, channels: 2, kernel: 3, stride: 1, padding: 0),
      WindowGeometry(height: 12, width: 11, channels: 2, kernel: 3, stride: 1, padding: 2),
      WindowGeometry(height: 12, width: 13, channels: 1, kernel: 5, stride: 1, padding: 2),
      WindowGeometry(height: 12, width: 9, channels: 2, kernel: 4, stride: 1, padding: 1),
      WindowGeometry(height: 8, width: 7, channels: 3, kernel: 3, stride: 2, padding: 1),
      WindowGeometry(height: 7, width: 7, channels: 2, kernel: 2, stride: 3, padding: 1),
      WindowGeometry(height: 4, width: 5, channels: 4, kernel: 1, stride: 1, padding: 0),
      WindowGeometry(height: 3, width: 3, channels: 2, kernel: 3, stride: 1, padding: 2),
      WindowGeometry(height: 9, width: 10, channels: 2, kernel: 5, stride: 2, padding: 2),
      WindowGeometry(height: 10, width: 7, channels: 2, kernel: 4, stride: 3, padding: 3),
      WindowGeometry(height: 2, width: 2, channels: 2, kernel: 5, stride: 1, padding: 3),
    ])
  func `products are those of the patches written out`(geometry: WindowGeometry) {
    let images = 7
    let x = batch(geometry, images: images)
    let found = WindowProducts().products(geometry, of: x, images: images, factor: 0.5)
    let expected = naive(geometry, x, images: images)
    for i in 0..<expected.order {
      for j in i..<expected.order {
        let size = (expected[i, i] * expected[j, j]).squareRoot()
        #expect(abs(2 * found[i, j] - expected[i, j]) <= 1e-13 * max(size, 1), "(\(i), \(j))")
      }
    }
  }

  private static let small = WindowGeometry(
    height: 8, width: 8, channels: 2, kernel: 3, stride: 1, padding: 1)

  @Test(arguments: [1e-30, 1e30])
  func `products neither overflow nor vanish`(size: Double) throws {
    let x = batch(Self.small, images: 3)
    let scaled = Tensor(x.numbers.map { Float(Double($0) * size) })
    let products = WindowProducts()
    let usual = products.products(Self.small, of: x, images: 3, factor: 1)
    let extreme = products.products(Self.small, of: scaled, images: 3, factor: 1)
    #expect(abs(extreme[3, 9] / usual[3, 9] / size / size - 1) < 1e-6)
  }

  @Test func `a number that is not finite shows, and leaves nothing behind`() {
    let products = WindowProducts()
    let x = batch(Self.small, images: 3)
    let before = products.products(Self.small, of: x, images: 3, factor: 1).entries
    var broken = batch(Self.small, images: 3)
    broken[77] = .infinity
    #expect(!products.products(Self.small, of: broken, images: 3, factor: 1).isFinite)
    // Another shape in the same memory.
    let other = WindowGeometry(
      height: 12, width: 9, channels: 3, kernel: 3, stride: 2, padding: 1)
    _ = products.products(other, of: batch(other, images: 3), images: 3, factor: 1)
    #expect(products.products(Self.small, of: x, images: 3, factor: 1).entries == before)
  }

  @Test func `large images with many channels are worthwhile, few channels and single pixels not`()
  {
    let wide = WindowGeometry(
      height: 32, width: 32, channels: 96, kernel: 3, stride: 1, padding: 1)
    let strided = WindowGeometry(
      height: 16, width: 16, channels: 192, kernel: 3, stride: 2, padding: 1)
    let colours = WindowGeometry(
      height: 32, width: 32, channels: 3, kernel: 3, stride: 1, padding: 1)
    let pixel = WindowGeometry(
      height: 8, width: 8, channels: 192, kernel: 1, stride: 1, padding: 0)
    #expect(WindowProducts.isWorthwhile(wide) && WindowProducts.isWorthwhile(strided))
    #expect(!WindowProducts.isWorthwhile(colours) && !WindowProducts.isWorthwhile(pixel))
  }
}
