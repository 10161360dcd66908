import Diagnostics
import LinearAlgebra

/// The features of one data set: a table of samples and, for each modality, one feature vector a
/// sample, one sequence of frames a sample, or both.
public struct FeatureSet: Sendable {
  /// The samples; column i of every modality belongs to row i.
  public let samples: SampleTable
  /// The modalities with vectors, in the given order.
  public let modalities: [ModalityFeatures]
  /// The modalities that are given as sequences of frames.
  public let sequences: [ModalityFeatures]
  /// Where the features come from.
  public let origin: FeatureOrigin
  /// The true latent of each sample (k x n), which only synthetic data have.
  public let trueLatents: Matrix<Double>?

  /// Checks and joins the parts.
  ///
  /// - Parameters:
  ///   - samples: the table of the samples.
  ///   - modalities: vectors and sequences; a modality may be given as both.
  ///   - origin: where the features come from.
  ///   - trueLatents: k x n, the true latent of each sample; synthetic data only.
  ///   - place: what a message should call this set, say the file's name.
  /// - Throws: `InputError` when a modality is empty, named twice, of another number of samples, or
  ///   not finite, or was fitted on a sample that is not in the table.
  public init(
    samples: SampleTable, modalities: [ModalityFeatures], origin: FeatureOrigin, trueLatents: Matrix<Double>? = nil,
    place: String = "features"
  ) throws {
    for modality in modalities { try modality.validate(samples: samples, place: place) }
    for form in FeatureForm.allCases {
      let names = modalities.filter { $0.form == form }.map(\.name)
      if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
        throw InputError(
          "\(place): /modalities", found: "'\(twice)' twice", expected: "a different name for every modality")
      }
    }
    if let trueLatents, trueLatents.columns != samples.count {
      throw InputError(
        "\(place): /true_latents", found: "\(trueLatents.columns) rows", expected: "\(samples.count) rows, one a sample"
      )
    }
    if let trueLatents, let (row, column, value) = FeatureMatrix.double(trueLatents).firstNonFinite {
      throw InputError(
        "\(place): /true_latents", found: "\(value) in row \(row), column \(column)", expected: "finite numbers")
    }
    self.samples = samples
    self.modalities = modalities.filter { $0.form == .vectors }
    sequences = modalities.filter { $0.form == .sequences }
    self.origin = origin
    self.trueLatents = trueLatents
  }

  /// Vectors and sequences, those of a modality one after the other.
  public var all: [ModalityFeatures] {
    modalities.flatMap { vectors in [vectors] + sequences.filter { $0.name == vectors.name } }
      + sequences.filter { sequence in !modalities.contains { $0.name == sequence.name } }
  }

  /// The modality with the given name, as vectors or as sequences.
  /// - Throws: `InputError` that names the modalities there are.
  public func modality(_ name: String, as form: FeatureForm = .vectors) throws -> ModalityFeatures {
    let modalities = form == .vectors ? modalities : sequences
    guard let found = modalities.first(where: { $0.name == name }) else {
      let names = modalities.map(\.name)
      throw InputError(
        "features of \(origin.dataset)", found: "no modality '\(name)'",
        expected: "one of \(names.joined(separator: ", "))",
        advice: suggestion(for: name, among: names))
    }
    return found
  }
}
