import Diagnostics
import LinearAlgebra

extension FeatureSet {
  /// One set with the modalities of several, their rows paired by sample id.
  ///
  /// Samples come in the order of the first set; all sets must hold the same samples with the same
  /// labels, classes and subjects. Origin and true latents are those of the first set.
  /// - Throws: `InputError` that names the first sample that is missing or described otherwise.
  public static func joining(_ sets: [FeatureSet], place: String) throws -> FeatureSet {
    guard let first = sets.first else {
      throw InputError(place, found: "no feature set", expected: "at least one")
    }
    let modalities = try first.all + sets.dropFirst().flatMap { try $0.rearranged(like: first, place: place) }
    return try FeatureSet(
      samples: first.samples, modalities: modalities, origin: first.origin, trueLatents: first.trueLatents, place: place
    )
  }

  /// The modalities with their samples in the order of `other`.
  private func rearranged(like other: FeatureSet, place: String) throws -> [ModalityFeatures] {
    if samples == other.samples { return all }
    let rowOf = Dictionary(uniqueKeysWithValues: zip(samples.ids, samples.ids.indices))
    let names = all.map(\.name).joined(separator: ", ")
    let rows = try other.samples.ids.enumerated().map { index, id in
      guard let row = rowOf[id] else {
        throw InputError(
          "\(place): \(names)", found: "no sample '\(id)'", expected: "the samples of every modality",
          advice: "Encode the modalities from the same recordings.")
      }
      let mine = (samples.classNames[samples.labels[row]], samples.subjects[row])
      let theirs = (other.samples.classNames[other.samples.labels[index]], other.samples.subjects[index])
      guard mine == theirs else {
        throw InputError(
          "\(place): \(names)", found: "sample '\(id)' of class '\(mine.0)', subject \(mine.1)",
          expected: "class '\(theirs.0)', subject \(theirs.1), as in the first file",
          advice: "Files that are joined must describe the same samples.")
      }
      return row
    }
    guard samples.count == other.samples.count else {
      throw InputError(
        "\(place): \(names)", found: "\(samples.count) samples",
        expected: "\(other.samples.count), as in the first file",
        advice: "Files that are joined must hold the same samples.")
    }
    return all.map { modality in
      var modality = modality
      modality.values = modality.values.selecting(rows)
      modality.present = modality.present.map { present in rows.map { present[$0] } }
      return modality
    }
  }
}
