extension TrialRecord {
  /// The latents of the test rows in two dimensions, kept where the configuration asks for it
  /// (`keep: [latents]`): enough to draw what the alignment did.
  ///
  /// The plane is that of the two first principal components of both modalities' latents of the
  /// scored test rows together, so one pair of axes serves both.
  public struct LatentPlane: Codable, Sendable, Equatable {
    /// Two coordinates of each row in the order of `predictions.ids`; null where the sample lacks
    /// the modality. To four significant digits.
    public var source: [[Double]?]
    /// The same of the target's latents.
    public var target: [[Double]?]
    /// The shares of the variance that the two axes hold, to four significant digits.
    public var varianceShares: [Double]
    /// What the alignment chose its directions by; null where it chooses none.
    public var spectrum: Spectrum?

    package init(
      source: [[Double]?], target: [[Double]?], varianceShares: [Double], spectrum: Spectrum? = nil
    ) {
      (self.source, self.target) = (source, target)
      (self.varianceShares, self.spectrum) = (varianceShares, spectrum)
    }

    /// What in it contradicts itself or the number of predictions; nil where nothing does.
    func fault(rows: Int) -> String? {
      for (points, side) in [(source, "source"), (target, "target")] {
        if points.count != rows { return "\(points.count) latents of the \(side) and \(rows) predictions" }
        if let odd = points.compactMap(\.self).first(where: { $0.count != 2 }) {
          return "a latent of the \(side) with \(odd.count) coordinates in two dimensions"
        }
      }
      if varianceShares.count != 2 || !varianceShares.allSatisfy((0...1).contains) {
        return "shares of variance \(varianceShares) in two dimensions"
      }
      return spectrum?.fault
    }
  }

  /// The values by which an alignment orders the directions that it could have kept.
  public struct Spectrum: Codable, Sendable, Equatable {
    /// What the values are: `singular values`, `canonical correlations`, ...
    public var name: String
    /// In the order in which the method keeps them, to four significant digits; the first
    /// `largestCount` at most.
    public var values: [Double]
    /// How many there were.
    public var count: Int
    /// How many were kept: the first `kept`.
    public var kept: Int

    /// The number of values that a record keeps at most.
    public static let largestCount = 512

    package init(name: String, values: [Double], count: Int, kept: Int) {
      (self.name, self.values, self.count, self.kept) = (name, values, count, kept)
    }

    fileprivate var fault: String? {
      guard values.count != min(count, Self.largestCount) || !(0...max(count, 0)).contains(kept) else { return nil }
      return "a spectrum of \(values.count) values of \(count), \(kept) kept"
    }
  }
}
