import CMiniRocketKernels

/// Memory and inner loops of MiniRocket for one recording.
///
/// A convolution with weights -1 and 2 is minus the sum of the nine shifted series plus three times
/// three of them. It is linear, so channels are summed before they are shifted. Memory is
/// zero-padded, so a shift is an offset. The loops are in C, compiled for several processors. They
/// run over groups of frames; every row has room for a whole last group.
struct MiniRocketWorkspace {
  /// The convolution of the last `convolve`, one value a frame, and room for the last group.
  let output: UnsafeMutableBufferPointer<Float>
  private let frames: Int
  private let padding: Int
  private let stride: Int
  private let padded: UnsafeMutableBufferPointer<Float>
  private let shiftedSums: UnsafeMutableBufferPointer<Float>
  private let summed: UnsafeMutableBufferPointer<Float>

  /// Memory for recordings of one shape and dilations up to `widest`. The owner calls `deallocate`.
  init(frames: Int, channels: Int, widest: Int) {
    let group = Int(MINIROCKET_GROUP)
    let groups = (frames + group - 1) / group * group
    func zeros(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
      let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
      memory.initialize(repeating: 0)
      return memory
    }
    self.frames = frames
    padding = 4 * widest + group
    stride = groups + 2 * padding
    output = zeros(groups)
    padded = zeros(stride * channels)
    shiftedSums = zeros(groups * channels)
    summed = zeros(stride)
  }

  func deallocate() {
    output.deallocate()
    padded.deallocate()
    shiftedSums.deallocate()
    summed.deallocate()
  }

  /// Copies a recording, one channel after another, between the zeros.
  func load(_ series: UnsafeBufferPointer<Float>) {
    guard let source = series.baseAddress, let rows = padded.baseAddress else { return }
    for channel in 0..<(series.count / frames) {
      (rows + channel * stride + padding).update(from: source + channel * frames, count: frames)
    }
  }

  /// Minus the sum of the nine shifted copies of one channel.
  func sumShifted(channel: Int, dilation: Int) {
    guard let rows = padded.baseAddress, let sums = shiftedSums.baseAddress else { return }
    minirocket_sum_shifted(sums + channel * output.count, rows + channel * stride + padding, frames, dilation)
  }

  /// The convolution of the sum of some channels with one kernel; their `sumShifted` must stand for
  /// this dilation.
  func convolve(channels: ArraySlice<Int>, kernel: Int, dilation: Int) {
    guard let rows = padded.baseAddress, let sum = summed.baseAddress, !channels.isEmpty else { return }
    let (a, b, c) = MiniRocketKernels.places[kernel]
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 3) { shifts in
      (shifts[0], shifts[1], shifts[2]) = ((a - 4) * dilation, (b - 4) * dilation, (c - 4) * dilation)
      channels.withUnsafeBufferPointer { channels in
        minirocket_convolve(
          output.baseAddress, sum + padding, rows + padding, stride, shiftedSums.baseAddress, output.count,
          channels.baseAddress, channels.count, shifts.baseAddress, frames)
      }
    }
  }

  /// For each bias the share of the output, less a margin at both ends, that exceeds it.
  func proportions(
    margin: Int, biases: UnsafeBufferPointer<Float>, into features: UnsafeMutableBufferPointer<Float>
  ) {
    guard let values = output.baseAddress else { return }
    minirocket_shares(
      features.baseAddress, values + margin, frames - 2 * margin, biases.baseAddress, biases.count)
  }
}
