import Datasets
import Diagnostics
import LinearAlgebra

/// The kind of a signal. A chain is checked by it before any recording is read.
public enum SignalKind: String, Sendable, CustomStringConvertible {
  /// Channels over time.
  case series
  /// A depth video.
  case depth
  /// Numbers on a grid over time.
  case grid
  /// A cloud of points a frame.
  case points
  /// A sentence.
  case text

  /// The kind in words.
  public var description: String {
    switch self {
    case .series: "a time series"
    case .depth: "a depth video"
    case .grid: "a grid over time"
    case .points: "clouds of points"
    case .text: "a text"
    }
  }
}

extension Signal {
  /// Which kind of signal this is.
  public var kind: SignalKind {
    switch self {
    case .series: .series
    case .depth: .depth
    case .grid: .grid
    case .points: .points
    case .text: .text
    }
  }

  /// The text for the link of a chain with the given name.
  func text(for link: String) throws -> String {
    guard case .text(let text) = self else { throw wrongKind(link, expected: .text) }
    return text
  }

  /// The time series for the link of a chain with the given name; it has at least one channel and
  /// one frame.
  func series(for link: String) throws -> TimeSeries {
    guard case .series(let series) = self else { throw wrongKind(link, expected: .series) }
    guard series.values.rows > 0, series.values.columns > 0 else {
      throw InputError(
        "'\(link)'", found: "a recording of \(series.values.rows) channels and \(series.values.columns) frames",
        expected: "at least one of each", advice: "Leave the recording out, or mend its file.")
    }
    return series
  }

  /// The depth video for the link of a chain with the given name; it has at least one frame of at
  /// least one pixel.
  func depth(for link: String) throws -> DepthVideo {
    guard case .depth(let video) = self else { throw wrongKind(link, expected: .depth) }
    guard video.frames > 0, video.height > 0, video.width > 0 else {
      throw InputError(
        "'\(link)'", found: "a video of \(video.frames) frames of \(video.height) x \(video.width) pixels",
        expected: "at least one of each", advice: "Leave the recording out, or mend its file.")
    }
    return video
  }

  /// The grid for the link of a chain with the given name; it has at least one frame.
  func grid(for link: String) throws -> GridSeries {
    guard case .grid(let grid) = self else { throw wrongKind(link, expected: .grid) }
    guard grid.frames > 0, grid.values.rows > 0 else {
      throw InputError(
        "'\(link)'", found: "a recording of \(grid.frames) frames of \(grid.values.rows) cells",
        expected: "at least one of each", advice: "Leave the recording out, or mend its file.")
    }
    return grid
  }

  /// The clouds of points for the link of a chain with the given name; there is at least one frame.
  func points(for link: String) throws -> PointSeries {
    guard case .points(let cloud) = self else { throw wrongKind(link, expected: .points) }
    guard cloud.frames > 0 else {
      throw InputError(
        "'\(link)'", found: "a recording without a frame", expected: "at least one",
        advice: "Leave the recording out, or mend its file.")
    }
    return cloud
  }

  private func wrongKind(_ link: String, expected: SignalKind) -> InputError {
    InputError(
      "'\(link)'", found: "\(kind)", expected: "\(expected)", advice: "Choose a chain that fits the modality.")
  }

  /// Throws where a number is not finite: features would hide it, not show it.
  func requireFinite() throws {
    switch self {
    case .series(let series): try Self.requireFinite(series.values, names: series.channels, kind: "channel")
    case .grid(let grid):
      try Self.requireFinite(
        grid.values, names: GridSeries.cells(shape: grid.shape, axes: grid.axes), kind: "cell")
    case .points(let cloud):
      guard let bad = cloud.values.firstIndex(where: { !$0.isFinite }) else { return }
      let (point, attribute) = bad.quotientAndRemainder(dividingBy: cloud.attributes.count)
      throw Self.notFinite(cloud.values[bad], place: "point \(point), '\(cloud.attributes[attribute])'")
    case .depth, .text: return
    }
  }

  private static func requireFinite(_ values: Matrix<Float>, names: [String], kind: String) throws {
    let bad = values.withUnsafeElements { $0.firstIndex { !$0.isFinite } }
    guard let bad else { return }
    let (frame, channel) = bad.quotientAndRemainder(dividingBy: values.rows)
    throw notFinite(values[channel, frame], place: "frame \(frame), \(kind) '\(names[channel])'")
  }

  private static func notFinite(_ value: Float, place: String) -> InputError {
    InputError(
      place, found: "\(value)", expected: "a finite number", advice: "Mend or leave out that recording.")
  }
}
