import Foundation

/// What became of a data set's recordings on their way to samples: what a user should know and did not ask for.
public struct Preparation: Sendable, Codable, Equatable {
  /// What was left out, a reason each; left out where nothing was.
  public var leftOut: [LeftOut]?
  /// How much of recordings lies outside the time that all modalities share; left out where nothing does.
  public var cut: [Cut]?
  /// Modalities whose times say another rate than the manifest; left out where there are none.
  public var rates: [RateDifference]?

  /// The common cut of one modality.
  public struct Cut: Sendable, Codable, Equatable {
    /// The modality.
    public var modality: String
    /// The share of a recording's time that is cut away: the median over recordings.
    public var median: Double
    /// The largest share.
    public var most: Double

    package init(modality: String, median: Double, most: Double) {
      (self.modality, self.median, self.most) = (modality, median, most)
    }

    /// The median share above which the cut is warned of.
    public static let limit = 0.1

    /// In words.
    public var text: String {
      "\(modality): a median of \(Self.percent(median)) of a recording lies outside the time that all modalities share"
        + " (at most \(Self.percent(most)))"
        + (median > Self.limit ? "; check the rates and clocks, or say 'common: none'" : "")
    }

    private static func percent(_ share: Double) -> String {
      share.formatted(.percent.precision(.significantDigits(1...2)))
    }
  }

  /// A modality whose times say another rate than the manifest.
  public struct RateDifference: Sendable, Codable, Equatable {
    /// The modality.
    public var modality: String
    /// The rate that signals are brought to, as the manifest says.
    public var manifest: Double
    /// The least and the greatest rate of recordings that differ by more than 5 %.
    public var least: Double
    /// The greatest.
    public var greatest: Double
    /// How many recordings these are.
    public var recordings: Int
    /// Of how many.
    public var of: Int

    package init(
      modality: String, manifest: Double, least: Double, greatest: Double, recordings: Int, of count: Int
    ) {
      (self.modality, self.manifest, self.least, self.greatest) = (modality, manifest, least, greatest)
      (self.recordings, of) = (recordings, count)
    }

    /// In words.
    public var text: String {
      let rates = [least, greatest].map { $0.formatted(.number.precision(.significantDigits(1...4))) }
      return "\(modality): \(rates[0] == rates[1] ? rates[0] : "\(rates[0]) to \(rates[1])") Hz by the times of "
        + "\(recordings) of \(of) recordings, \(manifest.formatted()) Hz by the manifest: "
        + (least > manifest ? "low-passed and brought to it" : "brought to it")
    }
  }

  /// Joins the parts; empty lists are left out.
  public init(leftOut: [LeftOut] = [], cut: [Cut] = [], rates: [RateDifference] = []) {
    self.leftOut = leftOut.isEmpty ? nil : leftOut
    self.cut = cut.isEmpty ? nil : cut
    self.rates = rates.isEmpty ? nil : rates
  }

  /// Whether there is nothing to say.
  public var isEmpty: Bool { leftOut == nil && cut == nil && rates == nil }

  /// A line for each thing, and whether it is a warning.
  public var lines: [(text: String, isWarning: Bool)] {
    (leftOut ?? []).map { ("left out: \($0.text)", $0.isLoss) }
      + (cut ?? []).map { ("cut: \($0.text)", $0.median > Cut.limit) }
      + (rates ?? []).map { ("rate: \($0.text)", true) }
  }
}
