import Diagnostics
import LinearAlgebra

/// The frames of one modality as an alignment sees them: channels scaled, each frame with its lags.
///
/// Lags are never stored for a whole data set. Frames are stacked clip by clip, into blocks that
/// fit the cache of a core, and used at once.
public struct FrameView: Sendable {
  /// Frames of a clip, T.
  public let frames: Int
  /// Channels of a frame, d.
  public let channels: Int
  /// Those of them that are stacked.
  private let used: Range<Int>
  /// What is taken from each channel.
  let offset: [Double]
  /// What each channel is then multiplied with; 0 for a channel that never varies.
  let factor: [Double]
  let lags: [Int]
  /// The frames by which it comes later than others.
  private let shift: Int
  /// What is added to a channel's deviation over a clip before the clip is divided by it; nil where
  /// clips are not scaled alone.
  private let softening: [Double]?

  /// Largest number of stacked numbers in memory at a time.
  private static let blockSize = 1 << 17

  /// Fits the scaling of the channels on the clips of `sequences`, (T · d) x n.
  public init(_ sequences: Matrix<Double>, frames: Int, lags: [Int], scaling: ChannelScaling) {
    self.frames = frames
    self.lags = lags
    shift = 0
    let d = sequences.rows / frames
    channels = d
    used = 0..<d
    func moments(_ clips: Matrix<Double>) -> RowMoments { RowMoments(clips.reshaped(d, frames * clips.columns)) }
    guard scaling != .none else {
      softening = nil
      offset = [Double](repeating: 0, count: d)
      factor = [Double](repeating: 1, count: d)
      return
    }
    var own = moments(sequences)
    let softening = scaling == .clip ? own.deviations.map { 1e-3 * $0 } : nil
    if let softening { own = moments(Self.scaledAlone(sequences, frames: frames, softening)) }
    self.softening = softening
    offset = own.means
    factor = own.deviations.map { $0 > 0 ? 1 / $0 : 0 }
  }

  /// Each channel of each clip with mean 0 and, but for what is added, deviation 1.
  private static func scaledAlone(_ clips: Matrix<Double>, frames: Int, _ softening: [Double]) -> Matrix<Double> {
    let d = softening.count
    var result = clips
    let units = softening.map { SafeUnit.factor(largest: $0) }
    result.withUnsafeMutableElements { x in
      for clip in 0..<clips.columns {
        let first = clip * frames * d
        for i in 0..<d {
          var (mean, square) = (0.0, 0.0)
          for t in 0..<frames { mean += x[first + t * d + i] }
          mean /= Double(frames)
          for t in 0..<frames {
            let scaled = units[i] * x[first + t * d + i] - units[i] * mean
            square += scaled * scaled
          }
          let deviation = (square / Double(frames)).squareRoot() / units[i] + softening[i]
          let scale = deviation > 0 ? 1 / deviation : 0
          for t in 0..<frames { x[first + t * d + i] = (x[first + t * d + i] - mean) * scale }
        }
      }
    }
    return result
  }

  private init(_ other: FrameView, lags: [Int], shift: Int, used: Range<Int>? = nil) {
    frames = other.frames
    channels = other.channels
    self.used = used ?? other.used
    offset = other.offset
    factor = other.factor
    softening = other.softening
    self.lags = lags
    self.shift = shift
  }

  /// The same view of frames that come so many frames later.
  func shifted(by shift: Int) -> FrameView { FrameView(self, lags: lags, shift: self.shift + shift) }

  /// The same view without lags.
  var unstacked: FrameView { FrameView(self, lags: [0], shift: shift) }

  /// The same view of the channels of one limb alone, of `count` limbs with as many channels each.
  func limb(_ place: Int, of count: Int) -> FrameView {
    let size = channels / count
    return FrameView(self, lags: lags, shift: shift, used: (place * size)..<((place + 1) * size))
  }

  /// The same view of one lag, the one nearest to 0 (of two the earlier).
  var narrowed: FrameView { FrameView(self, lags: [lags[nearest]], shift: shift) }

  /// Where that lag stands in a stacked frame.
  var narrowedRows: Range<Int> { (nearest * used.count)..<((nearest + 1) * used.count) }

  private var nearest: Int { lags.indices.min { abs(lags[$0]) < abs(lags[$1]) }! }

  /// Numbers of a stacked frame, D = d · lags for d channels that are used.
  var dimension: Int { used.count * lags.count }

  /// Clips at a time.
  var block: Int { max(1, Self.blockSize / max(dimension * frames, 1)) }

  /// The stacked frames of clips, D x (T · n): column t of a clip holds its frames t + lag, one lag
  /// after the other.
  func stacked(_ clips: Matrix<Double>) -> Matrix<Double> {
    precondition(clips.rows == frames * channels, "sequences of \(clips.rows) numbers")
    let sequences = scaled(softening.map { Self.scaledAlone(clips, frames: frames, $0) } ?? clips)
    let (d, clips) = (channels, sequences.columns)
    return Matrix(dimension, frames * clips) { target in
      sequences.withUnsafeElements { source in
        var place = 0
        for clip in 0..<clips {
          let first = clip * frames * d
          for t in 0..<frames {
            for lag in lags {
              let from = source.baseAddress! + first + min(max(t + lag + shift, 0), frames - 1) * d + used.lowerBound
              (target.baseAddress! + place).initialize(from: from, count: used.count)
              place += used.count
            }
          }
        }
      }
    }
  }

  /// Channels less their offsets, times their factors.
  private func scaled(_ clips: Matrix<Double>) -> Matrix<Double> {
    var result = clips
    offset.withUnsafeBufferPointer { offset in
      factor.withUnsafeBufferPointer { factor in
        result.withUnsafeMutableElements { x in
          for first in stride(from: 0, to: x.count, by: channels) {
            for i in 0..<channels { x[first + i] = (x[first + i] - offset[i]) * factor[i] }
          }
        }
      }
    }
    return result
  }

  /// Refuses sequences of another shape.
  func check(_ sequences: Matrix<Double>, of modality: String) throws {
    guard sequences.rows != frames * channels else { return }
    throw InputError(
      "frames of \(modality)", found: "\(sequences.rows) numbers a clip",
      expected: "\(frames) frames of \(channels) channels, as the alignment was fitted on")
  }
}
