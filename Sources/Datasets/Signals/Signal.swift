import LinearAlgebra

/// What one modality recorded of one sample.
public enum Signal: Sendable {
  /// Channels over time: an inertial sensor, or the coordinates of a skeleton's joints.
  case series(TimeSeries)
  case depth(DepthVideo)
  /// Numbers on a grid: a pressure mat, or a depth camera of few pixels.
  case grid(GridSeries)
  /// A cloud of points a frame: a radar.
  case points(PointSeries)
  /// A sentence that says what was done.
  case text(String)
}

/// Channels sampled at a constant rate.
public struct TimeSeries: Sendable, Equatable {
  /// channels x frames: one frame a column.
  public var values: Matrix<Float>
  /// Frames a second.
  public var rate: Double
  /// One name a channel, such as `acceleration-x` or `hip-center-y`.
  public var channels: [String]
  /// When the first frame was recorded, in seconds by a clock that all modalities of the sample
  /// share; 0 where nothing else is known.
  public var start: Double

  /// Joins the parts; there must be one name a row.
  public init(values: Matrix<Float>, rate: Double, channels: [String], start: Double = 0) {
    precondition(values.rows == channels.count, "\(channels.count) names for \(values.rows) channels")
    self.values = values
    self.rate = rate
    self.channels = channels
    self.start = start
  }
}

/// Frames of distances in millimetres, 0 where the camera saw nothing.
public struct DepthVideo: Sendable {
  /// Rows of pixels in a frame.
  public var height: Int
  /// Columns of pixels in a frame.
  public var width: Int
  /// Number of frames.
  public var frames: Int
  /// Frame after frame, each column-major (the row runs fastest): element `(t * width + x) * height
  /// + y`.
  public var millimetres: [UInt16]
  /// Frames a second.
  public var rate: Double
  /// When the first frame was recorded, in seconds by a clock that all modalities of the sample
  /// share; 0 where nothing else is known.
  public var start: Double

  public init(height: Int, width: Int, frames: Int, millimetres: [UInt16], rate: Double, start: Double = 0) {
    precondition(
      millimetres.count == height * width * frames, "a depth video with another number of pixels than its size")
    self.height = height
    self.width = width
    self.frames = frames
    self.millimetres = millimetres
    self.rate = rate
    self.start = start
  }
}
