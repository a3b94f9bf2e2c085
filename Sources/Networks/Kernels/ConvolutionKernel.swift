import CKernels
import Datasets
import Tensors

/// The C convolution for one geometry, with the memory that it works in.
@safe struct ConvolutionKernel: ~Copyable {
  private var geometry: hillock_convolution
  private var packed: Tensor
  private var turned: Tensor
  private var scratch: Tensor
  private let counts: (input: Int, output: Int, weights: Int, filters: Int)

  /// How the products are taken.
  enum Method: CaseIterable {
    /// Window by window.
    case direct
    /// By Winograd's F(4x4, 3x3): a quarter of the multiplications, two digits fewer.
    case winograd
  }

  /// Prepares the kernel and its memory.
  ///
  /// - Parameters:
  ///   - window: the window.
  ///   - input: the shape of an input image.
  ///   - output: the shape of an output image.
  ///   - level: which instructions to use; the processor must have them.
  ///   - method: how to multiply; nil takes Winograd's domain where it applies.
  init(
    window: LayerPlan.Window, input: ImageShape, output: ImageShape,
    level: VectorLevel = .current, method: Method? = nil
  ) {
    precondition(level <= .current, "\(level) is not on this processor (\(VectorLevel.current))")
    precondition(
      output.height == window.places(along: input.height)
        && output.width == window.places(along: input.width),
      "a window of \(window.kernel) over \(input) does not give \(output)")
    geometry = hillock_convolution(
      height: input.height, width: input.width, channels: input.channels,
      out_height: output.height, out_width: output.width, filters: output.channels,
      kernel_height: window.kernel, kernel_width: window.kernel, stride: window.stride,
      padding: window.padding, level: Int32(level.rawValue), winograd: 0)
    let suits = unsafe hillock_convolution_suits_winograd(&geometry) != 0
    precondition(
      suits || method != .winograd,
      "no Winograd for a window of \(window.kernel) over \(input) to \(output)")
    geometry.winograd = suits && method != .direct ? 1 : 0
    counts = (
      input.count, output.count,
      window.kernel * window.kernel * input.channels * output.channels, output.channels
    )
    packed = Tensor(unsafe hillock_convolution_packed_count(&geometry))
    turned = Tensor(unsafe hillock_convolution_turned_count(&geometry))
    scratch = Tensor(unsafe hillock_convolution_scratch_count(&geometry))
  }

  mutating func forward(
    _ x: borrowing Tensor, weights: borrowing Tensor, bias: borrowing Tensor, images: Int,
    into y: inout Tensor
  ) {
    checkSizes(x: x, y: y, weights: weights, images: images)
    precondition(bias.count == counts.filters, "\(bias.count) biases (\(counts.filters) filters)")
    unsafe weights.withUnsafePointer { weights in
      unsafe packed.withUnsafeMutablePointer { packed in
        unsafe hillock_convolution_pack(&geometry, weights, packed)
      }
    }
    unsafe x.withUnsafePointer { x in
      unsafe bias.withUnsafePointer { bias in
        unsafe y.withUnsafeMutablePointer { y in
          unsafe packed.withUnsafePointer { packed in
            unsafe scratch.withUnsafeMutablePointer { scratch in
              unsafe hillock_convolution_forward(
                &geometry, x, packed, bias, y, scratch, images)
            }
          }
        }
      }
    }
  }

  mutating func inputGradients(
    _ gy: borrowing Tensor, weights: borrowing Tensor, images: Int, into gx: inout Tensor
  ) {
    checkSizes(x: gx, y: gy, weights: weights, images: images)
    unsafe weights.withUnsafePointer { weights in
      unsafe turned.withUnsafeMutablePointer { turned in
        unsafe hillock_convolution_turn(&geometry, weights, turned)
      }
    }
    unsafe gy.withUnsafePointer { gy in
      unsafe gx.withUnsafeMutablePointer { gx in
        unsafe turned.withUnsafePointer { turned in
          unsafe scratch.withUnsafeMutablePointer { scratch in
            unsafe hillock_convolution_input_gradient(&geometry, gy, turned, gx, scratch, images)
          }
        }
      }
    }
  }

  mutating func weightGradients(
    _ x: borrowing Tensor, _ gy: borrowing Tensor, images: Int, into gw: inout Tensor,
    bias gb: inout Tensor
  ) {
    checkSizes(x: x, y: gy, weights: gw, images: images)
    precondition(gb.count == counts.filters, "\(gb.count) biases (\(counts.filters) filters)")
    unsafe x.withUnsafePointer { x in
      unsafe gy.withUnsafePointer { gy in
        unsafe gw.withUnsafeMutablePointer { gw in
          unsafe gb.withUnsafeMutablePointer { gb in
            unsafe scratch.withUnsafeMutablePointer { scratch in
              unsafe hillock_convolution_weight_gradient(
                &geometry, x, gy, gw, gb, scratch, images)
            }
          }
        }
      }
    }
  }

  private func checkSizes(
    x: borrowing Tensor, y: borrowing Tensor, weights: borrowing Tensor, images: Int
  ) {
    precondition(
      images >= 0 && x.count >= images * counts.input && y.count >= images * counts.output
        && weights.count == counts.weights,
      "\(images) images need \(images * counts.input) inputs, \(images * counts.output) outputs "
        + "and \(counts.weights) weights (\(x.count), \(y.count), \(weights.count))")
  }
}
