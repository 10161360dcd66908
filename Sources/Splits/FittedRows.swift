import Diagnostics
import FeatureStore

extension Split {
  /// Refuses features that were fitted on anything but the training rows of this split.
  ///
  /// Labelled and paired rows are allowed; paired ones only, where the split hides the classes of
  /// its test. A validation row is refused: what is chosen on it must not have seen it. An id that
  /// the table does not have is refused: nobody can tell what it was.
  /// - Parameters:
  ///   - ids: the samples that an encoder or anything else was fitted on.
  ///   - samples: the table that the split divides.
  ///   - place: what was fitted, as a message should call it, say the file and the array.
  /// - Throws: `InputError` that names the first such sample and its role.
  public func checkFitted(on ids: [String], samples: SampleTable, place: String = "features") throws {
    let rowOfID = Dictionary(uniqueKeysWithValues: zip(samples.ids, samples.ids.indices))
    let hides = promises.hidesTestClasses
    let allowed = Set(hides ? roles.unlabelled : roles.training)
    for id in ids {
      let role: String
      if let row = rowOfID[id] {
        if allowed.contains(row) { continue }
        role = roles.named.first { $0.rows.contains(row) }.map { "a \($0.name) row" } ?? "a row without a role"
      } else {
        role = "not in the table"
      }
      throw InputError(
        "\(place): fitted_on", found: "sample '\(id)', which is \(role) of \(self.place)",
        expected: hides ? "paired rows only" : "labelled and paired rows only",
        advice: "Fit the encoder anew on the \(hides ? "paired" : "training") rows of this split.")
    }
  }
}
