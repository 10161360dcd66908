import Foundation
import LinearAlgebra
import Parallelism
import Randomness

/// What MiniRocket learns: for each pair of dilation and kernel the channels it sums and its
/// biases.
///
/// Pairs run dilation by dilation, and within one kernel by kernel; so do the features.
struct MiniRocketCombinations: Sendable {
  /// Number of frames of a recording.
  let frames: Int
  /// Number of channels of a recording.
  let channels: Int
  /// The dilations, and the number of features that each kernel has there.
  let dilations: [(dilation: Int, features: Int)]
  /// Where the channels of pair p begin: `channelStarts[p] ..< channelStarts[p + 1]`.
  let channelStarts: [Int]
  /// The channels of all pairs, one pair after another.
  let channelIndices: [Int]
  /// One bias a feature.
  var biases: [Float]

  /// Joins known parts.
  init(
    frames: Int, channels: Int, dilations: [(dilation: Int, features: Int)], channelCounts: [Int],
    channelIndices: [Int],
    biases: [Float]
  ) {
    self.frames = frames
    self.channels = channels
    self.dilations = dilations
    self.channelStarts = channelCounts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    self.channelIndices = channelIndices
    self.biases = biases
  }

  /// Draws the channels; the biases stay 0 until they are fitted.
  ///
  /// A pair sums 2^u channels (whole part), u uniform from 0 to log2(min(channels, 9) + 1): few
  /// channels are likelier.
  init(features: Int, maximumDilations: Int, frames: Int, channels: Int, seed: Seed) {
    let dilations = MiniRocketKernels.dilations(frames: frames, features: features, maximum: maximumDilations)
    let highest = min(channels, MiniRocketKernels.length)
    var generator = seed.deriving("channels").generator
    var (counts, indices) = ([Int](), [Int]())
    for _ in 0..<(dilations.count * MiniRocketKernels.count) {
      let exponent = generator.uniform(0, log2(Double(highest + 1)))
      let count = min(Int(exp2(exponent)), highest)
      counts.append(count)
      indices += generator.sample(count, of: Array(0..<channels))
    }
    let total = dilations.reduce(0) { $0 + $1.features } * MiniRocketKernels.count
    self.init(
      frames: frames, channels: channels, dilations: dilations, channelCounts: counts, channelIndices: indices,
      biases: [Float](repeating: 0, count: total))
  }

  /// Sets the biases: for each pair, quantiles of its convolution of one training recording drawn
  /// at random.
  /// - Parameter training: recordings, frames x channels (a channel a column).
  mutating func fitBiases(_ training: [Matrix<Float>], seed: Seed) {
    var generator = seed.deriving("biases").generator
    let work = MiniRocketWorkspace(frames: frames, channels: channels, widest: dilations.last?.dilation ?? 1)
    defer { work.deallocate() }
    var feature = 0
    for (place, (dilation, count)) in dilations.enumerated() {
      for kernel in 0..<MiniRocketKernels.count {
        let series = training[generator.index(below: training.count)]
        let pair = place * MiniRocketKernels.count + kernel
        series.withUnsafeElements { values in
          work.load(values)
          let selected = channelIndices[channelStarts[pair]..<channelStarts[pair + 1]]
          for channel in selected { work.sumShifted(channel: channel, dilation: dilation) }
          work.convolve(channels: selected, kernel: kernel, dilation: dilation)
        }
        let sorted = work.output.prefix(frames).map { Double($0) }.sorted()
        for _ in 0..<count {
          biases[feature] = Float(quantile(sorted, MiniRocketKernels.lowDiscrepancy(feature + 1)))
          feature += 1
        }
      }
    }
  }

  /// The features of one recording, frames x channels (a channel a column).
  func proportions(of series: Matrix<Float>) -> [Float] {
    precondition(series.rows == frames && series.columns == channels, "a series of another shape")
    let work = MiniRocketWorkspace(frames: frames, channels: channels, widest: dilations.last?.dilation ?? 1)
    defer { work.deallocate() }
    series.withUnsafeElements { work.load($0) }
    return [Float](room: biases.count) { features, initialised in
      biases.withUnsafeBufferPointer { biases in
        var feature = 0
        for (place, (dilation, count)) in dilations.enumerated() {
          for channel in 0..<channels { work.sumShifted(channel: channel, dilation: dilation) }
          for kernel in 0..<MiniRocketKernels.count {
            let pair = place * MiniRocketKernels.count + kernel
            work.convolve(
              channels: channelIndices[channelStarts[pair]..<channelStarts[pair + 1]], kernel: kernel,
              dilation: dilation)
            // Every other pair looks only at where the kernel lies wholly inside the series.
            let margin = (place + kernel) % 2 == 0 ? 0 : 4 * dilation
            work.proportions(
              margin: margin, biases: UnsafeBufferPointer(rebasing: biases[feature..<(feature + count)]),
              into: UnsafeMutableBufferPointer(rebasing: features[feature..<(feature + count)]))
            feature += count
          }
        }
        initialised = feature
      }
    }
  }
}
