import Datasets
import FeatureStore
import Records
import Splits

/// Where the features of a split come from: recordings that are encoded, files, or a generator.
protocol FeatureSource: Sendable {
  /// The data set's id.
  var dataset: String { get }
  /// The data set's version.
  var datasetVersion: String { get }
  /// The rows of the data set, and after them those of another one that has the pairs.
  var samples: SampleTable { get }
  /// Which rows are pairs of another data set; nil where pairs are the data set's own.
  var foreignPairs: ForeignPairs? { get }
  /// The modalities that there are features of, in order.
  var modalities: [String] { get }
  /// How the recordings of a modality become features, for the record.
  func encoder(of modality: String) throws -> TrialDescription.Choice
  /// SHA-256 of the data of a modality.
  func checksum(of modality: String) throws -> String
  /// What else than its data and its encoder's parameters shapes the features of a modality, as a
  /// checksum; empty where nothing does.
  func making(of modality: String) throws -> String
  /// Whether each sample has a modality; nil where all have.
  func presence(of modality: String) -> [Bool]?
  /// Whether the features of a modality are one vector a class, as those of texts that describe
  /// classes.
  func namesClasses(_ modality: String) throws -> Bool
  /// Features of a modality for a split; nil where they would have to be encoded to know.
  func dimension(of modality: String, for split: Split) throws -> Int?
  /// The directions that its features are for; nil for all that there are.
  var directions: [Direction]? { get }
  /// What of the data takes no part, and why, in words.
  var leftOut: [String] { get }
  /// Features of a modality for a split, found by encoding a few recordings where they are not
  /// encoded yet.
  func expectedDimension(of modality: String, for split: Split) throws -> Int
  /// What encoding for a split will take, a modality each that is not encoded yet.
  /// - Throws: `InputError` with the faults of all of them that are found by reading all recordings
  ///   and encoding a few.
  func encodingEstimates(for split: Split) throws -> [EncodingEstimate]
  /// The features for a split; nothing in them was fitted on rows that the split forbids.
  func features(for split: Split, progress: ProgressHandler?) throws -> FeatureSet
  /// The recordings that the features are made from; nil where the features exist already.
  var recorded: (any RecordingSource)? { get }
  /// The lengths of these recordings, where they are kept for all splits and axes.
  var lengths: RecordingLengths? { get }
  /// Whether the features of a modality depend on a seed.
  func draws(_ modality: String) -> Bool
  /// The same with the seeds of a repetition; the first has the seeds that it has anyway.
  func repeated(_ repetition: Int) -> any FeatureSource
  /// The same with other recordings; itself where there are none.
  func replacing(recordings: any RecordingSource) throws -> any FeatureSource
}

extension FeatureSource {
  /// Whether some samples lack a modality.
  func lacks(_ modality: String) -> Bool { presence(of: modality)?.contains(false) == true }

  /// Pairs are the data set's own.
  var foreignPairs: ForeignPairs? { nil }

  /// All.
  var directions: [Direction]? { nil }

  /// Nothing.
  var leftOut: [String] { [] }

  /// There are none.
  var recorded: (any RecordingSource)? { nil }

  /// They are not kept.
  var lengths: RecordingLengths? { nil }

  /// They exist already.
  func encodingEstimates(for split: Split) throws -> [EncodingEstimate] { [] }

  /// That of features that exist already.
  func expectedDimension(of modality: String, for split: Split) throws -> Int {
    try dimension(of: modality, for: split) ?? 0
  }

  /// They exist already.
  func draws(_ modality: String) -> Bool { false }

  /// They exist already.
  func repeated(_ repetition: Int) -> any FeatureSource { self }

  /// There are none to replace.
  func replacing(recordings: any RecordingSource) throws -> any FeatureSource { self }
}
