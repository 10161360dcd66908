import Datasets
import Diagnostics

/// The kind of a signal. A chain is checked by it before any recording is read.
public enum SignalKind: String, Sendable, CustomStringConvertible {
  /// Channels over time.
  case series
  /// A depth video.
  case depth
  /// A sentence.
  case text

  /// The kind in words.
  public var description: String {
    switch self {
    case .series: "a time series"
    case .depth: "a depth video"
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

  private func wrongKind(_ link: String, expected: SignalKind) -> InputError {
    InputError(
      "'\(link)'", found: "\(kind)", expected: "\(expected)", advice: "Choose a chain that fits the modality.")
  }

  /// Throws where a number of a time series is not finite: features would hide it, not show it.
  func requireFinite() throws {
    guard case .series(let series) = self else { return }
    let bad = series.values.withUnsafeElements { $0.firstIndex { !$0.isFinite } }
    guard let bad else { return }
    let (frame, channel) = bad.quotientAndRemainder(dividingBy: series.values.rows)
    throw InputError(
      "frame \(frame), channel '\(series.channels[channel])'", found: "\(series.values[channel, frame])",
      expected: "a finite number", advice: "Mend or leave out that recording.")
  }
}
