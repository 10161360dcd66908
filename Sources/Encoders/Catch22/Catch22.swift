import Datasets
import Diagnostics
import Parameters
import Randomness

/// catch22: twenty-two canonical features of each channel, brought to mean 0 and deviation 1.
///
/// They are a small set that performed well over many tasks. They describe modes of histograms,
/// lags and minima of autocorrelation, information between neighbours, runs, outliers' timing,
/// periodicity, spectrum, forecasts and scaling of fluctuations. Channels come one after another,
/// each with its features in the order of `featureNames`. Scale and offset are lost; mean and
/// sample deviation of the channel may be added. Recordings may differ in length.
///
/// The features are those of pycatch22 1.0, which takes them from hctsa 3.0. All are 0 for a
/// channel that does not vary, and for fewer than three frames. A single feature that is not
/// defined has the end of its range that pycatch22 takes: the fluctuation analyses need 40 frames,
/// the detrended one 79, and are 1 for fewer.
///
/// Results may differ from pycatch22's if rounding alone decides. This concerns values that are
/// equal but for rounding after the low-pass filter of the transition variance. It also concerns
/// fluctuations of channels (or of every second frame) that are pieces of straight lines at some
/// scale.
///
/// Source: Lubba, Sethi, Knaute, Schultz, Fulcher, Jones, "catch22: CAnonical Time-series
/// CHaracteristics", Data Mining and Knowledge Discovery 33, 2019. Cost: O(channels x frames x (log
/// frames + scales)).
public struct Catch22: RecordingEncoder, Equatable {
  public static let name = "catch22"
  public static let card = MethodCard(
    summary: "Twenty-two canonical features of each channel.",
    objective: "none: autocorrelation, information, runs, outliers, periodicity, spectrum, forecasts, scaling",
    solution: "closed form, channel by channel", cost: "O(channels · frames · (log frames + scales))",
    source: "Lubba et al., Data Mining and Knowledge Discovery 33, 2019")

  @Parameter("add mean and deviation of the channel: 24 features") public var catch24 = false

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  public init() {}

  /// The names of the features of one channel, as pycatch22 has them.
  public var featureNames: [String] {
    CanonicalSeries.featureNames + (catch24 ? ["DN_mean", "DN_Spread_std"] : [])
  }

  /// Reads the channels off the first recording; nothing is learned.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    guard let first = training.first else {
      throw InputError("'\(Self.name)'", found: "no recording", expected: "at least one, to read the channels off")
    }
    return FittedCatch22(parameters: self, channels: try first.series(for: Self.name).channels)
  }

  /// The features of one channel, in the order of `featureNames`.
  func features(of values: [Double]) -> [Double] {
    let moments = catch24 ? [CanonicalSeries.mean(values), CanonicalSeries.deviation(values)] : []
    return CanonicalSeries.features(of: values) + moments
  }
}

/// catch22 of recordings with known channels.
private struct FittedCatch22: FittedRecordingEncoder {
  let parameters: Catch22
  let channels: [String]

  var dimension: Int { channels.count * parameters.featureNames.count }

  func encode(_ signal: Signal) throws -> [Float] {
    let series = try signal.series(for: Catch22.name)
    try requireChannels(series, channels, link: Catch22.name)
    return channels.indices.flatMap { channel in
      parameters.features(of: series.values.row(channel).map { Double($0) }).map { Float($0) }
    }
  }
}
