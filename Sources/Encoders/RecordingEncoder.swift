import Datasets
import FeatureStore
import Parameters
import Randomness

/// A map from a signal to a feature vector of fixed length, described by its parameters.
///
/// Adding an encoder is one file and one line in `EncoderRegistry`.
public protocol RecordingEncoder: Catalogued {
  /// The kind of signal that the encoder takes.
  static var input: SignalKind { get }
  /// Whether it gives a sequence of frames in place of one vector.
  static var givesSequences: Bool { get }
  /// Whether the fitted encoder depends on the seed.
  static var drawsNumbers: Bool { get }
  /// Whether the fitted encoder depends on the values of the training recordings.
  var isFitted: Bool { get }

  /// The encoder as a function of one recording.
  ///
  /// Needs at least one recording: an encoder that learns nothing reads its channels.
  /// - Parameters:
  ///   - training: recordings of training rows.
  ///   - seed: the source of everything random; encoders that draw nothing ignore it.
  /// - Throws: `InputError` where the training recordings cannot be used.
  func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder
  /// The same, told the unit of each channel by the channel's name, as far as units are known.
  ///
  /// An encoder that was trained elsewhere needs them; others leave this requirement to its
  /// default.
  func fit(_ training: [Signal], units: [String: String], seed: Seed) throws -> any FittedRecordingEncoder
}

/// An encoder that is ready to be applied.
public protocol FittedRecordingEncoder: Sendable {
  /// Number of features.
  var dimension: Int { get }
  /// How the numbers are laid out where they are a sequence of frames; nil where they are one
  /// vector.
  var sequence: SequenceShape? { get }
  /// The feature vector of one recording: `dimension` finite numbers.
  /// - Throws: `InputError` where the recording's shape is not the one that the encoder was fitted
  ///   on.
  func encode(_ signal: Signal) throws -> [Float]
  /// The same of a part of a recording, from one share of its length to another; asked for where
  /// the encoder is `Frames` with `time: clock`.
  func encode(_ signal: Signal, part: ClosedRange<Double>) throws -> [Float]
}

extension RecordingEncoder {
  /// Most encoders take time series.
  public static var input: SignalKind { .series }

  /// Most encoders give one vector.
  public static var givesSequences: Bool { false }

  /// Most encoders draw nothing.
  public static var drawsNumbers: Bool { false }

  /// Most encoders do not need units.
  public func fit(
    _ training: [Signal], units: [String: String], seed: Seed
  ) throws -> any FittedRecordingEncoder {
    try fit(training, seed: seed)
  }
}

extension FittedRecordingEncoder {
  /// Most encoders give one vector.
  public var sequence: SequenceShape? { nil }

  /// Most encoders look at whole recordings.
  public func encode(_ signal: Signal, part: ClosedRange<Double>) throws -> [Float] {
    precondition(part == 0...1, "a part of a recording, for an encoder of whole ones")
    return try encode(signal)
  }
}
