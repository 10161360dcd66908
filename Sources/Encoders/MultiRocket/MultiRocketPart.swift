import Foundation
import LinearAlgebra
import Parallelism
import Randomness

/// MultiRocket on one representation of the recordings: the series itself or its differences.
///
/// Pairs of dilation and kernel run dilation by dilation, and within one kernel by kernel; so do
/// biases.
struct MultiRocketPart: Sendable {
  /// Numbers that a convolution is pooled to, for each bias.
  static let pools = 4

  /// Number of frames of a recording.
  let frames: Int
  /// Number of channels of a recording.
  let channels: Int
  /// The dilations, and the number of biases that each kernel has there.
  let dilations: [(dilation: Int, biases: Int)]
  /// The channels that each pair sums.
  let channelSets: [[Int]]
  /// The biases, those of a pair together.
  var biases: [Float]

  /// Joins known parts.
  init(
    frames: Int, channels: Int, dilations: [(dilation: Int, biases: Int)], channelSets: [[Int]], biases: [Float]
  ) {
    self.frames = frames
    self.channels = channels
    self.dilations = dilations
    self.channelSets = channelSets
    self.biases = biases
  }

  /// Draws the channels as MiniRocket does: 2^u of them, whole part, u uniform from 0 to
  /// log2(min(channels, 9) + 1).
  init(biases: Int, maximumDilations: Int, frames: Int, channels: Int, seed: Seed) {
    let dilations = MiniRocketKernels.dilations(frames: frames, features: biases, maximum: maximumDilations)
    let highest = min(channels, MiniRocketKernels.length)
    var generator = seed.deriving("channels").generator
    let sets = (0..<(dilations.count * MiniRocketKernels.count)).map { _ in
      let exponent = generator.uniform(0, log2(Double(highest + 1)))
      return generator.sample(min(Int(exp2(exponent)), highest), of: Array(0..<channels))
    }
    let total = dilations.reduce(0) { $0 + $1.features } * MiniRocketKernels.count
    self.init(
      frames: frames, channels: channels, dilations: dilations.map { ($0.dilation, $0.features) }, channelSets: sets,
      biases: [Float](repeating: 0, count: total))
  }

  /// First differences of a recording, frames x channels.
  static func differences(_ series: Matrix<Float>) -> Matrix<Float> {
    Matrix<Float>(series.rows - 1, series.columns) { target in
      series.withUnsafeElements { source in
        var place = 0
        for c in 0..<series.columns {
          for t in (c * series.rows)..<((c + 1) * series.rows - 1) {
            target.initializeElement(at: place, to: source[t + 1] - source[t])
            place += 1
          }
        }
      }
    }
  }

  /// Sets the biases: for each pair, quantiles of its convolution of one training recording drawn
  /// at random.
  /// - Parameter training: recordings, frames x channels (a channel a column).
  mutating func fitBiases(_ training: [Matrix<Float>], seed: Seed) {
    var generator = seed.deriving("biases").generator
    var work = MultiRocketConvolution(frames: frames, channels: channels, widest: dilations.last?.dilation ?? 1)
    var (feature, pair) = (0, 0)
    for (dilation, count) in dilations {
      for kernel in 0..<MiniRocketKernels.count {
        work.load(training[generator.index(below: training.count)])
        work.convolve(channelSets[pair], kernel: kernel, dilation: dilation)
        let sorted = work.output.map { Double($0) }.sorted()
        for _ in 0..<count {
          biases[feature] = Float(quantile(sorted, MiniRocketKernels.lowDiscrepancy(feature + 1)))
          feature += 1
        }
        pair += 1
      }
    }
  }

  /// The pooled numbers of one recording, frames x channels: all shares, then all stretches, means
  /// and mean places.
  func pooled(_ series: Matrix<Float>) -> [Float] {
    precondition(series.rows == frames && series.columns == channels, "a series of another shape")
    var work = MultiRocketConvolution(frames: frames, channels: channels, widest: dilations.last?.dilation ?? 1)
    work.load(series)
    let count = biases.count
    return [Float](room: Self.pools * count) { features, initialised in
      var (feature, pair) = (0, 0)
      for (place, (dilation, ownBiases)) in dilations.enumerated() {
        for kernel in 0..<MiniRocketKernels.count {
          work.convolve(channelSets[pair], kernel: kernel, dilation: dilation)
          // Every other pair looks only at where the kernel lies wholly inside the series.
          let margin = (place + kernel) % 2 == 0 ? 0 : 4 * dilation
          work.output.withUnsafeBufferPointer { output in
            let values = UnsafeBufferPointer(rebasing: output[margin..<(frames - margin)])
            for f in feature..<(feature + ownBiases) {
              let numbers = MultiRocketPools(values, bias: biases[f])
              features.initializeElement(at: f, to: numbers.share)
              features.initializeElement(at: count + f, to: numbers.stretch)
              features.initializeElement(at: 2 * count + f, to: numbers.mean)
              features.initializeElement(at: 3 * count + f, to: numbers.place)
            }
          }
          feature += ownBiases
          pair += 1
        }
      }
      initialised = Self.pools * count
    }
  }
}
