/// Memory and inner loops of MiniRocket for one recording.
///
/// A convolution with weights -1 and 2 is minus the sum of the nine shifted series plus three times three of them;
/// and it is linear, so channels are summed before they are shifted. Everything lies in zero-padded memory, so that a
/// shift is an offset, and the loops run over plain pointers, which the compiler turns into vector instructions.
struct MiniRocketWorkspace {
  /// The convolution of the last `convolve`, one value a frame.
  let output: UnsafeMutableBufferPointer<Float>
  private let frames: Int
  private let padding: Int
  private let stride: Int
  private let padded: UnsafeMutablePointer<Float>
  private let shiftedSums: UnsafeMutablePointer<Float>
  private let summed: UnsafeMutablePointer<Float>

  /// Memory for recordings of one shape and dilations up to `widest`. The owner calls `deallocate`.
  init(frames: Int, channels: Int, widest: Int) {
    self.frames = frames
    padding = 4 * widest
    stride = frames + 2 * padding
    output = .allocate(capacity: frames)
    output.initialize(repeating: 0)
    padded = .allocate(capacity: stride * channels)
    padded.initialize(repeating: 0, count: stride * channels)
    shiftedSums = .allocate(capacity: frames * channels)
    shiftedSums.initialize(repeating: 0, count: frames * channels)
    summed = .allocate(capacity: stride)
    summed.initialize(repeating: 0, count: stride)
  }

  func deallocate() {
    output.deallocate()
    padded.deallocate()
    shiftedSums.deallocate()
    summed.deallocate()
  }

  /// Copies a recording, one channel after another, between the zeros.
  func load(_ series: UnsafeBufferPointer<Float>) {
    guard let source = series.baseAddress else { return }
    for channel in 0..<(series.count / frames) {
      (padded + channel * stride + padding).update(from: source + channel * frames, count: frames)
    }
  }

  /// Minus the sum of the nine shifted copies of one channel.
  func sumShifted(channel: Int, dilation: Int) {
    let source = padded + channel * stride + padding
    let target = shiftedSums + channel * frames
    for t in 0..<frames { target[t] = -source[t] }
    for step in 1...4 {
      let (left, right) = (source - step * dilation, source + step * dilation)
      for t in 0..<frames { target[t] -= left[t] + right[t] }
    }
  }

  /// The convolution of the sum of some channels with one kernel; their `sumShifted` must stand for this dilation.
  func convolve(channels: ArraySlice<Int>, kernel: Int, dilation: Int) {
    guard let target = output.baseAddress, let first = channels.first else { return }
    let sum = summed + padding
    target.update(from: shiftedSums + first * frames, count: frames)
    sum.update(from: padded + first * stride + padding, count: frames)
    for channel in channels.dropFirst() {
      let (source, shifted) = (padded + channel * stride + padding, shiftedSums + channel * frames)
      for t in 0..<frames { sum[t] += source[t] }
      for t in 0..<frames { target[t] += shifted[t] }
    }
    let (a, b, c) = MiniRocketKernels.places[kernel]
    let (x, y, z) = (sum + (a - 4) * dilation, sum + (b - 4) * dilation, sum + (c - 4) * dilation)
    for t in 0..<frames { target[t] += 3 * (x[t] + y[t] + z[t]) }
  }

  /// For each bias the share of the output, less a margin at both ends, that exceeds it.
  func proportions(
    margin: Int, biases: UnsafeBufferPointer<Float>, into features: UnsafeMutableBufferPointer<Float>
  ) {
    guard let start = output.baseAddress, let bias = biases.baseAddress, let feature = features.baseAddress else {
      return
    }
    let (values, count) = (start + margin, frames - 2 * margin)
    let length = Float(count)
    var f = 0
    // Four at a time: a value is loaded once for four comparisons.
    while f + 4 <= biases.count {
      let (b0, b1, b2, b3) = (bias[f], bias[f + 1], bias[f + 2], bias[f + 3])
      var (n0, n1, n2, n3): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
      for t in 0..<count {
        let value = values[t]
        n0 &+= value > b0 ? 1 : 0
        n1 &+= value > b1 ? 1 : 0
        n2 &+= value > b2 ? 1 : 0
        n3 &+= value > b3 ? 1 : 0
      }
      (feature + f).initialize(to: Float(n0) / length)
      (feature + f + 1).initialize(to: Float(n1) / length)
      (feature + f + 2).initialize(to: Float(n2) / length)
      (feature + f + 3).initialize(to: Float(n3) / length)
      f += 4
    }
    while f < biases.count {
      let b = bias[f]
      var n: Int32 = 0
      for t in 0..<count { n &+= values[t] > b ? 1 : 0 }
      (feature + f).initialize(to: Float(n) / length)
      f += 1
    }
  }
}
