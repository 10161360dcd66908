import Catalogue
import Datasets
import Diagnostics
import Randomness

/// catch22: twenty-two canonical features of each channel, brought to mean 0 and deviation 1.
///
/// They are a small set that performed well over many tasks: modes of histograms, lags and minima of autocorrelation,
/// information between neighbours, runs, outliers' timing, periodicity, spectrum, forecasts and scaling of fluctuations.
/// A feature that is not defined, as all are of a channel that does not vary, is 0. Scale and offset are lost; mean
/// and deviation of the channel may be added. Recordings may differ in length.
///
/// Source: Lubba, Sethi, Knaute, Schultz, Fulcher, Jones, "catch22: CAnonical Time-series CHaracteristics", Data Mining
/// and Knowledge Discovery 33, 2019. Cost: O(channels x frames x (log frames + scales)).
public struct Catch22: RecordingEncoder, Equatable {
  /// `catch22`.
  public static let name = "catch22"
  /// What is printed about it.
  public static let card = MethodCard(
    summary: "Twenty-two canonical features of each channel.",
    objective: "none: autocorrelation, information, runs, outliers, periodicity, spectrum, forecasts, scaling",
    solution: "closed form, channel by channel", cost: "O(channels · frames · (log frames + scales))",
    source: "Lubba et al., Data Mining and Knowledge Discovery 33, 2019",
    parameters: [ParameterCard("moments", .flag, "add mean and deviation of the channel: 24 features")])

  /// Whether mean and sample deviation of the channel are added; false where left out.
  public let moments: Bool

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  /// The defaults.
  public init() { self.init(moments: false) }

  /// With or without mean and deviation.
  public init(moments: Bool) { self.moments = moments }

  /// Reads the parameters.
  public init(from decoder: any Decoder) throws {
    moments = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Bool.self, forKey: .moments) ?? false
  }

  /// Reads the channels off the first recording; nothing is learned.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    guard let first = training.first else {
      throw InputError("'\(Self.name)'", found: "no recording", expected: "at least one, to read the channels off")
    }
    return FittedCatch22(moments: moments, channels: try first.series(for: Self.name).channels)
  }

  /// The twenty-two features of one channel, in the order of the publication's program.
  static func features(of raw: [Double]) -> [Double] {
    guard raw.count > 2, let series = CanonicalSeries(raw) else { return [Double](repeating: 0, count: 22) }
    let spectrum = series.spectrum
    return [
      series.histogramMode(bins: 5), series.histogramMode(bins: 10), series.firstBelowOneOverE, series.firstMinimum,
      series.automutualInformation, series.timeReversal, series.largeSteps, series.longestAboveMean,
      series.transitionVariance, series.periodicity, series.embeddingDeviation, series.firstMinimumOfInformation,
      series.differencesZeroRatio, series.outlierTiming(sign: 1), series.outlierTiming(sign: -1), spectrum.lowest,
      series.longestFall, series.motifEntropy, series.scaleBreak(.range, lag: 1),
      series.scaleBreak(.detrended, lag: 2), spectrum.centroid, series.forecastError,
    ].map { $0.isFinite ? $0 : 0 }
  }
}

/// catch22 of recordings with known channels.
private struct FittedCatch22: FittedRecordingEncoder {
  let moments: Bool
  let channels: [String]

  var dimension: Int { channels.count * (moments ? 24 : 22) }

  func encode(_ signal: Signal) throws -> [Float] {
    let series = try signal.series(for: Catch22.name)
    try requireChannels(series, channels, link: Catch22.name)
    return channels.indices.flatMap { channel in
      let values = series.values.row(channel).map { Double($0) }
      let whole = moments ? [CanonicalSeries.mean(values), CanonicalSeries.deviation(values)] : []
      return (Catch22.features(of: values) + whole).map { Float($0) }
    }
  }
}
