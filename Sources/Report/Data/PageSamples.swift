import Records

/// The test samples of one split, which many rows share.
struct PageSamples: Encodable, Sendable {
  let dataset: String
  let split: String
  let subjects: [Int]
  /// The classes, one character a sample.
  let truth: String
  let ids: [String]

  /// Sets of samples, each once.
  struct Interned {
    private(set) var all: [PageSamples] = []
    private var places: [Key: Int] = [:]

    private struct Key: Hashable {
      let dataset: String
      let split: String
      let ids: [String]
      let truth: [Int]
    }

    /// The place of the samples of these predictions.
    mutating func place(_ predictions: TrialRecord.Predictions, of trial: TrialDescription) -> Int {
      let key = Key(dataset: trial.dataset, split: trial.split, ids: predictions.ids, truth: predictions.truth)
      if let place = places[key] { return place }
      places[key] = all.count
      all.append(
        PageSamples(
          dataset: trial.dataset, split: trial.split, subjects: predictions.subjects,
          truth: ClassLetters.text(predictions.truth), ids: predictions.ids))
      return all.count - 1
    }
  }
}
