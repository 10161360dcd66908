import Datasets
import Parameters

/// A step from signal to signal, described by its parameters.
///
/// A stage is read from a configuration; `fit` turns it into a function of one recording. Adding a
/// stage is one file and one line in `SignalStageRegistry`.
public protocol SignalStage: Catalogued {
  /// The kind of signal that the stage takes.
  static var input: SignalKind { get }
  /// The kind of signal that it gives.
  static var output: SignalKind { get }
  /// Whether the fitted stage depends on the values of the training recordings.
  var isFitted: Bool { get }
  /// Frames a second of the recordings that the stage takes, where it is told another number than theirs.
  var toldRate: Double? { get }

  /// The unit of each channel that the stage gives, as far as known, by the channel's name; told those that it takes.
  ///
  /// Left to its default, channels that keep their name keep their unit.
  /// - Throws: `InputError` where the stage has no meaning for recordings in these units.
  func units(after units: [String: String]) throws -> [String: String]
  /// The stage as a function of one recording, learned from the training recordings alone.
  /// - Throws: `InputError` where the training recordings cannot be used.
  func fit(_ training: [Signal]) throws -> any FittedSignalStage
  /// The same, told what is known of the recordings beside their values.
  ///
  /// A stage whose formulas have physical units needs it; others leave this requirement to its default.
  func fit(_ training: [Signal], in context: StageContext) throws -> any FittedSignalStage
}

/// A stage that is ready to be applied.
public protocol FittedSignalStage: Sendable {
  /// The signal after this stage.
  /// - Throws: `InputError` where the stage has no meaning for the signal.
  func apply(_ signal: Signal) throws -> Signal
}

extension SignalStage {
  /// Most stages turn time series into time series.
  public static var input: SignalKind { .series }
  /// Most stages turn time series into time series.
  public static var output: SignalKind { .series }
  /// Most stages take the rate for what the recordings say.
  public var toldRate: Double? { nil }
  /// Most stages keep units.
  public func units(after units: [String: String]) -> [String: String] { units }
  /// Most stages need no more than the recordings.
  public func fit(_ training: [Signal], in context: StageContext) throws -> any FittedSignalStage { try fit(training) }
}

/// A stage that looks at one recording alone is its own fitted form.
extension SignalStage where Self: FittedSignalStage {
  /// False: nothing is learned.
  public var isFitted: Bool { false }
  /// The stage itself.
  public func fit(_ training: [Signal]) -> any FittedSignalStage { self }
}
