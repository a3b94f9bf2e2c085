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
    ], [ProductPrecision.double, .single])
  func `products are those of the patches written out`(
    geometry: WindowGeometry, precision: ProductPrecision
  ) {
    let images = 70
    let x = batch(geometry, images: images)
    let found = WindowProducts(geometry).products(
      of: x, images: images, precision: precision, factor: 0.5)
    let expected = naive(geometry, x, images: images)
    let tolerance = precision == .double ? 1e-12 : 1e-7
    for i in 0..<expected.order {
      for j in i..<expected.order {
        let size = (expected[i, i] * expected[j, j]).squareRoot()
        #expect(abs(2 * found[i, j] - expected[i, j]) <= tolerance * size, "(\(i), \(j))")
      }
    }
  }

  @Test(arguments: [1e-30, 1e30])
  func `single precision neither overflows nor vanishes`(size: Double) throws {
    let geometry = WindowGeometry(
      height: 8, width: 8, channels: 2, kernel: 3, stride: 1, padding: 1)
    let x = Tensor(batch(geometry, images: 3).numbers.map { Float(Double($0) * size) })
    let products = WindowProducts(geometry)
    let single = products.products(of: x, images: 3, precision: .single, factor: 1)
    let double = products.products(of: x, images: 3, precision: .double, factor: 1)
    #expect(abs(single[3, 9] / double[3, 9] - 1) < 1e-6)
  }

  @Test func `a number that is not finite shows, and leaves nothing behind`() {
    let geometry = WindowGeometry(
      height: 8, width: 8, channels: 2, kernel: 3, stride: 1, padding: 1)
    let products = WindowProducts(geometry)
    let x = batch(geometry, images: 3)
    let before = products.products(of: x, images: 3, precision: .single, factor: 1).entries
    var broken = batch(geometry, images: 3)
    broken[77] = .infinity
    #expect(!products.products(of: broken, images: 3, precision: .single, factor: 1).isFinite)
    #expect(products.products(of: x, images: 3, precision: .single, factor: 1).entries == before)
  }
}
