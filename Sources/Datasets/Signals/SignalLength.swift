/// How long a recording is, without its values.
public struct SignalLength: Sendable, Equatable {
  /// Number of frames.
  public var frames: Int
  /// Frames a second.
  public var rate: Double
  /// When the first frame was recorded, in seconds by the clock of the sample.
  public var start: Double

  public init(frames: Int, rate: Double, start: Double) {
    self.frames = frames
    self.rate = rate
    self.start = start
  }
}

extension Signal {
  /// How long the signal is; nil for a text, which takes no time.
  public var length: SignalLength? {
    switch self {
    case .series(let series): SignalLength(frames: series.values.columns, rate: series.rate, start: series.start)
    case .depth(let video): SignalLength(frames: video.frames, rate: video.rate, start: video.start)
    case .grid(let grid): SignalLength(frames: grid.frames, rate: grid.rate, start: grid.start)
    case .points(let cloud): SignalLength(frames: cloud.frames, rate: cloud.rate, start: cloud.start)
    case .text: nil
    }
  }
}
