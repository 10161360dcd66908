/// What of the target may be seen before a test row is named: the standard names, in the order in
/// which they are printed.
///
/// A protocol says what its splits show (`SplitParameters.targetSeen`). A decoding, few labels, a
/// bound and a selection add to it.
public enum TargetSeen: String, Codable, Sendable, CaseIterable {
  /// Rows of both modalities together, without their labels.
  case unlabelledPairs = "unlabelled pairs"
  /// Rows of both modalities together, of another data set.
  case pairsOfAnotherDataset = "pairs of another data set"
  /// Rows of the target alone, without their labels and without the other modality.
  case unlabelledRows = "unlabelled target rows"
  /// Rows of the target beside a text that describes their class.
  case namedPairs = "pairs that name their class"
  /// Other recordings of the persons of the test are among the training rows.
  case testPersons = "other recordings of the test persons"
  /// Other windows of the recordings of the test are among the training rows.
  case testRecordings = "other windows of the test recordings"
  /// All test rows at once, without their labels: transductive decoding.
  case testBatch = "unlabelled test batch"
  /// The target's labels of a few rows a class.
  case fewLabels = "few labels"
  /// The target's labels of all labelled rows.
  case allLabels = "labels of all labelled rows"
  /// The labels of the test itself.
  case testLabels = "labels of the test"
}
