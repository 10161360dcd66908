import Datasets
import Diagnostics
import Parameters

/// Surface electromyography as slow time series: how active each muscle is, by the usual features
/// of short windows.
///
/// Window i has its middle at i steps from the beginning and is cut short at both ends of the
/// recording. So the rate becomes 1 / `step`. Of each channel, in the order of `features`:
///
/// - `envelope`: the rectified signal after a Butterworth low-pass forwards and backwards, at the
///   window's middle;
/// - `mean-absolute-value`, `root-mean-square`;
/// - `waveform-length`: the sum of absolute steps, a second;
/// - `zero-crossings`: changes of sign between two samples that differ by the threshold or more, a
///   second; samples of 0 are passed over;
/// - `slope-sign-changes`: samples above or below both neighbours, at least one of which differs by
///   the threshold or more, a second;
/// - `log-variance`: the logarithm of the variance, or of `floor` where that is more.
///
/// A channel `c` gives `c-envelope` and so on. Cost: O(channels x frames x window / step).
///
/// Source: Hudgins, Parker and Scott, IEEE Trans. Biomedical Engineering 40(1), 1993, pp. 82-94;
/// log variance and envelope are common practice.
public struct EMGSeries: SignalStage, Equatable {
  public static let name = "emg-series"
  public static let card = MethodCard(
    summary: "Electromyography as slow time series: envelopes, and the usual features of short windows.",
    objective:
      "none: low-passed |x|, mean |x|, root mean x^2, sum |step|, changes of sign and of slope, log variance",
    solution: "sums over windows; Butterworth low-pass forwards and backwards",
    cost: "O(channels · frames · window / step)",
    source: "Hudgins, Parker and Scott, IEEE Trans. Biomedical Engineering 40(1), 1993, pp. 82-94")

  @Parameter(.number(from: 0, openFrom: true, through: 60), "seconds of a window") public var window = 0.2
  @Parameter(.number(from: 0, openFrom: true, through: 60), "seconds from one window to the next")
  public var step = 0.05
  @Parameter(.other("different names of features"), "the features, in the order of channels")
  public var features = MuscleFeature.allCases
  @Parameter(.number(from: 0), "least step at a change of sign or slope, in the channel's unit")
  public var threshold = 0.0
  @Parameter(.number(from: 0, openFrom: true, through: 10_000), "Hz, of the envelope's low-pass")
  public var cutoff = 5.0
  @Parameter(.whole(from: 1, through: 4), "of the envelope's low-pass") public var order = 2
  @Parameter(.number(from: 0, openFrom: true), "least variance whose logarithm is taken") public var floor = 1e-6

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  public init() {}

  /// Refuses a list of features that is empty or names one twice.
  public func check() throws {
    guard !features.isEmpty, Set(features).count == features.count else {
      throw InputError(
        "features", found: "\(features.map(\.rawValue))",
        expected: "different ones of \(MuscleFeature.allCases.map(\.rawValue).joined(separator: ", "))")
    }
  }

  /// Those of amplitudes stay; the others have no name.
  public func units(after units: [String: String]) -> [String: String] {
    var result: [String: String] = [:]
    for (channel, unit) in units {
      for feature in features where feature.isAmplitude { result["\(channel)-\(feature.rawValue)"] = unit }
    }
    return result
  }

  /// Nothing is learned.
  public func fit(_ training: [Signal]) -> any FittedSignalStage { FittedEMGSeries(parameters: self) }
}

/// A feature of a short window of a muscle's signal.
public enum MuscleFeature: String, Codable, Sendable, CaseIterable {
  case envelope
  case meanAbsoluteValue = "mean-absolute-value"
  case rootMeanSquare = "root-mean-square"
  case waveformLength = "waveform-length"
  case zeroCrossings = "zero-crossings"
  case slopeSignChanges = "slope-sign-changes"
  case logVariance = "log-variance"

  /// Whether it is in the unit of the signal.
  var isAmplitude: Bool { [.envelope, .meanAbsoluteValue, .rootMeanSquare].contains(self) }
}
