import LinearAlgebra

/// Convolutions of one recording with the kernels of -1 and 2, in zero-padded memory, so that a
/// shift is an offset.
///
/// A convolution is minus the sum of nine shifted series plus three times three of them, and it is
/// linear: the channels of a pair are summed first.
struct MultiRocketConvolution {
  /// The convolution of the last `convolve`, one value a frame.
  private(set) var output: [Float]
  private let frames: Int
  private let padding: Int
  private var recording: Matrix<Float>
  private var summed: [Float]

  /// Memory for recordings of one shape and dilations up to `widest`.
  init(frames: Int, channels: Int, widest: Int) {
    self.frames = frames
    padding = 4 * widest
    output = [Float](repeating: 0, count: frames)
    summed = [Float](repeating: 0, count: frames + 2 * padding)
    recording = Matrix(frames, channels)
  }

  /// Takes a recording, frames x channels.
  mutating func load(_ series: Matrix<Float>) { recording = series }

  /// Writes the convolution of the sum of some channels with one kernel to `output`.
  mutating func convolve(_ channels: [Int], kernel: Int, dilation: Int) {
    let (a, b, c) = MiniRocketKernels.places[kernel]
    let (frames, padding) = (frames, padding)
    recording.withUnsafeElements { source in
      summed.withUnsafeMutableBufferPointer { summed in
        output.withUnsafeMutableBufferPointer { output in
          guard let source = source.baseAddress, let start = summed.baseAddress, let target = output.baseAddress else {
            return
          }
          let sum = start + padding
          for (place, channel) in channels.enumerated() {
            let values = source + channel * frames
            if place == 0 {
              sum.update(from: values, count: frames)
            } else {
              for t in 0..<frames { sum[t] += values[t] }
            }
          }
          let (x, y, z) = (sum + (a - 4) * dilation, sum + (b - 4) * dilation, sum + (c - 4) * dilation)
          for t in 0..<frames { target[t] = 3 * (x[t] + y[t] + z[t]) - sum[t] }
          for step in 1...4 {
            let (left, right) = (sum - step * dilation, sum + step * dilation)
            for t in 0..<frames { target[t] -= left[t] + right[t] }
          }
        }
      }
    }
  }
}
