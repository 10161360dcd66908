import Foundation

/// What became of recordings on their way to samples, as far as the user did not ask for it.
public struct Preparation: Sendable, Codable, Equatable {
  /// What was left out, by reason; nil if nothing was.
  public var leftOut: [LeftOut]?
  /// How much of recordings lies outside the time that all modalities share; nil if nothing does.
  public var cut: [Cut]?
  /// Modalities whose times say another rate than the manifest; nil if there are none.
  public var rates: [RateDifference]?

  /// The common cut of one modality.
  public struct Cut: Sendable, Codable, Equatable {
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
    public var modality: String
    /// The rate that signals are brought to, as the manifest says.
    public var manifest: Double
    /// The least rate of recordings that differ by more than 5 %.
    public var least: Double
    /// The greatest rate of these.
    public var greatest: Double
    /// How many recordings these are.
    public var recordings: Int
    /// Number of recordings with times.
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

  /// The same with what became of another data set's recordings, which is named.
  public func adding(_ other: Preparation, of dataset: String) -> Preparation {
    func named(_ text: String) -> String { "\(dataset): \(text)" }
    return Preparation(
      leftOut: (leftOut ?? [])
        + (other.leftOut ?? []).map {
          var part = $0
          part.reason = named(part.reason)
          return part
        },
      cut: (cut ?? []) + (other.cut ?? []).map { Cut(modality: named($0.modality), median: $0.median, most: $0.most) },
      rates: (rates ?? [])
        + (other.rates ?? []).map {
          RateDifference(
            modality: named($0.modality), manifest: $0.manifest, least: $0.least, greatest: $0.greatest,
            recordings: $0.recordings, of: $0.of)
        })
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
