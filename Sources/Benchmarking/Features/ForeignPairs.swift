import FeatureStore
import Records

/// The rows of another data set that stand behind those of a source's own, as its pairs.
struct ForeignPairs: Sendable {
  /// What descriptions say of them: the other data set, its version, and what in it is what.
  let choice: TrialDescription.Choice
  /// The table without them.
  let own: SampleTable
  /// Their rows in the table of both.
  let rows: Range<Int>
  /// What was converted, in words.
  let conversions: [String]
  /// What became of the other data set's recordings.
  var preparation = Preparation()
  /// What is in no sample of it.
  var skipped: [SkippedFile] = []

  /// The other data set's id.
  var dataset: String { choice.name }

  /// What a plan says of them.
  var lines: [String] {
    [
      "pairs of \(dataset): \(rows.count) rows; their labels are not read",
      "pairs of \(dataset): a teacher names them by the classes of this data set, which they need not show",
    ]
      + conversions.map { "pairs of \(dataset): \($0)" }
      + preparation.lines.map { "pairs of \(dataset): \($0.text)" }
  }
}

extension FeatureSource {
  /// The rows that protocols divide.
  var ownSamples: SampleTable { foreignPairs?.own ?? samples }
}
