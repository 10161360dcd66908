import Diagnostics
import LinearAlgebra

/// The frames of one modality as an alignment sees them: channels scaled, and each frame with its lags.
///
/// Lags are never stored for a whole data set: frames are stacked clip by clip, into blocks that fit the cache of a core many
/// times over, and used at once.
public struct FrameView: Sendable {
  /// Frames of a clip, T.
  public let frames: Int
  /// Channels of a frame, d.
  public let channels: Int
  /// What is taken from each channel.
  let offset: [Double]
  /// What each channel is then multiplied with; 0 for a channel that never varies.
  let factor: [Double]
  let lags: [Int]
  /// What is added to a channel's deviation over a clip before the clip is divided by it; nil where clips are not scaled alone.
  private let softening: [Double]?

  /// Largest number of stacked numbers in memory at a time.
  private static let blockSize = 1 << 20

  /// Fits the scaling of the channels on the clips of `sequences`, (T · d) x n.
  public init(_ sequences: Matrix<Double>, frames: Int, lags: [Int], scaling: ChannelScaling) {
    self.frames = frames
    self.lags = lags
    let d = sequences.rows / frames
    channels = d
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
    result.withUnsafeMutableElements { x in
      for clip in 0..<clips.columns {
        let first = clip * frames * d
        for i in 0..<d {
          var (mean, square) = (0.0, 0.0)
          for t in 0..<frames { mean += x[first + t * d + i] }
          mean /= Double(frames)
          for t in 0..<frames { square += (x[first + t * d + i] - mean) * (x[first + t * d + i] - mean) }
          let deviation = (square / Double(frames)).squareRoot() + softening[i]
          let scale = deviation > 0 ? 1 / deviation : 0
          for t in 0..<frames { x[first + t * d + i] = (x[first + t * d + i] - mean) * scale }
        }
      }
    }
    return result
  }

  private init(_ other: FrameView, lags: [Int]) {
    frames = other.frames
    channels = other.channels
    offset = other.offset
    factor = other.factor
    softening = other.softening
    self.lags = lags
  }

  /// The same view of frames that come so many frames later.
  func shifted(by shift: Int) -> FrameView { FrameView(self, lags: lags.map { $0 + shift }) }

  /// The same view without lags.
  var unstacked: FrameView { FrameView(self, lags: [0]) }

  /// Numbers of a stacked frame, D = d · lags.
  var dimension: Int { channels * lags.count }

  /// Clips at a time.
  var block: Int { max(1, Self.blockSize / max(dimension * frames, 1)) }

  /// The stacked frames of clips, D x (T · n): column t of a clip holds its frames t + lag, one lag after the other.
  func stacked(_ clips: Matrix<Double>) -> Matrix<Double> {
    let sequences = softening.map { Self.scaledAlone(clips, frames: frames, $0) } ?? clips
    precondition(sequences.rows == frames * channels, "sequences of \(sequences.rows) numbers")
    let (d, clips) = (channels, sequences.columns)
    return Matrix(dimension, frames * clips) { target in
      sequences.withUnsafeElements { source in
        var place = 0
        for clip in 0..<clips {
          let first = clip * frames * d
          for t in 0..<frames {
            for lag in lags {
              let from = first + min(max(t + lag, 0), frames - 1) * d
              for i in 0..<d {
                target.initializeElement(at: place + i, to: (source[from + i] - offset[i]) * factor[i])
              }
              place += d
            }
          }
        }
      }
    }
  }

  /// Refuses sequences of another shape.
  func check(_ sequences: Matrix<Double>, of modality: String) throws {
    guard sequences.rows != frames * channels else { return }
    throw InputError(
      "frames of \(modality)", found: "\(sequences.rows) numbers a clip",
      expected: "\(frames) frames of \(channels) channels, as the alignment was fitted on")
  }
}
