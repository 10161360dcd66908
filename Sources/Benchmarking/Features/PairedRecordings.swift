import Datasets
import Diagnostics
import FeatureStore
import Files
import Records

/// The recordings of a benchmark with one choice of pairs: alone, or with those of another data set
/// behind them.
struct PairedRecordings {
  let recordings: any RecordingSource
  /// Nil where pairs are the data set's own.
  let pairs: ForeignPairs?

  /// One for each choice.
  /// - Parameter encoding: the modalities that have an encoder.
  /// - Throws: `InputError` where the other data set is missing, or does not fit.
  static func all(
    _ choices: [PairsChoice], of own: any RecordingSource, encoding names: Set<String>, catalogue: DatasetCatalogue,
    skipBad: Bool
  ) throws -> [PairedRecordings] {
    try choices.map { choice in
      guard case .elsewhere(let other) = choice else { return PairedRecordings(recordings: own, pairs: nil) }
      return try PairedRecordings(own, other, names: own.modalities.filter(names.contains), catalogue, skipBad: skipBad)
    }
  }

  private init(recordings: any RecordingSource, pairs: ForeignPairs?) {
    (self.recordings, self.pairs) = (recordings, pairs)
  }

  private init(
    _ own: any RecordingSource, _ other: PairsChoice.OtherDataset, names: [String], _ catalogue: DatasetCatalogue,
    skipBad: Bool
  ) throws {
    guard case .recordings(let id) = other.dataset else {
      throw InputError(
        "pairs: dataset", found: "feature files", expected: "a data set of recordings, as '\(own.manifest.id)' is",
        advice: "Features that exist already are joined with others that do.")
    }
    guard id != own.manifest.id else {
      throw InputError(
        "pairs: dataset", found: "'\(id)', the data set itself", expected: "another one, or 'own'",
        advice: "Its own pairs are those that the protocol keeps apart from the test.")
    }
    let entry = try catalogue.entry(id)
    guard entry.manifest.features == nil else {
      throw InputError(
        "pairs: dataset", found: "'\(id)', which has features", expected: "recordings, as '\(own.manifest.id)' has")
    }
    let parts = try Counterparts(other.modalities, in: own.manifest, and: entry.manifest).parts(of: names)
    let found = try entry.open(skipBad: skipBad, using: names, parts: parts)
    let joined = try JoinedRecordings(own, found, modalities: names, placement: other.placement)
    recordings = joined
    pairs = ForeignPairs(
      choice: .init(
        name: id,
        parameters: .object([
          "modalities": try JSONValue(encoding: parts), "placement": .string(other.placement.rawValue),
          "version": .string(entry.manifest.version),
        ])),
      own: own.samples, rows: own.samples.count..<joined.samples.count,
      conversions: joined.matches.flatMap { match in match.conversions.map { "\(match.name): \($0)" } },
      preparation: found.preparation, skipped: found.skipped)
  }
}
