import Diagnostics
import LinearAlgebra

/// The features of one data set: a table of samples and, for each modality, one feature vector a sample.
public struct FeatureSet: Sendable {
  /// The samples; column i of every modality belongs to row i.
  public let samples: SampleTable
  /// The modalities in the order in which they were given.
  public let modalities: [ModalityFeatures]
  /// Where the features come from.
  public let origin: FeatureOrigin
  /// The true latent of each sample (k x n), which only synthetic data have.
  public let trueLatents: Matrix<Double>?

  /// Checks and joins the parts.
  /// - Throws: `InputError` when a modality is empty, named twice, of another number of samples, or not finite.
  public init(
    samples: SampleTable, modalities: [ModalityFeatures], origin: FeatureOrigin, trueLatents: Matrix<Double>? = nil,
    place: String = "features"
  ) throws {
    for modality in modalities { try modality.validate(samples: samples, place: place) }
    let names = modalities.map(\.name)
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw InputError(
        "\(place): /modalities", found: "'\(twice)' twice", expected: "a different name for every modality")
    }
    if let trueLatents, trueLatents.columns != samples.count {
      throw InputError(
        "\(place): /true_latents", found: "\(trueLatents.columns) rows", expected: "\(samples.count) rows, one a sample"
      )
    }
    self.samples = samples
    self.modalities = modalities
    self.origin = origin
    self.trueLatents = trueLatents
  }

  /// The modality with the given name.
  /// - Throws: `InputError` that names the modalities there are.
  public func modality(_ name: String) throws -> ModalityFeatures {
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

/// Where a feature set comes from.
public struct FeatureOrigin: Sendable, Equatable {
  /// The data set's id.
  public var dataset: String
  /// The data set's version.
  public var datasetVersion: String
  /// The program that wrote the features, with its version.
  public var createdBy: String
  /// The licence of the data.
  public var licence: String
  /// How the data want to be cited.
  public var citation: String

  /// Joins the parts.
  public init(
    dataset: String, datasetVersion: String = "", createdBy: String = "", licence: String = "", citation: String = ""
  ) {
    self.dataset = dataset
    self.datasetVersion = datasetVersion
    self.createdBy = createdBy
    self.licence = licence
    self.citation = citation
  }
}

/// The features of one modality with how they were made.
public struct ModalityFeatures: Sendable {
  /// The modality's name.
  public var name: String
  /// The features, d x n, one sample a column.
  public var values: FeatureMatrix
  /// Name of the encoder, or the names of a chain joined by " > ".
  public var encoder: String
  /// The encoder's parameters as canonical JSON.
  public var encoderParameters: String
  /// The data the encoder was pretrained on; empty where it was not.
  public var pretrainedOn: String
  /// The ids of the samples that the encoder was fitted on; nil where it looks at one recording alone.
  public var fittedOn: [String]?
  /// The unit of the features; empty where they have none.
  public var units: String

  /// Joins the parts.
  public init(
    name: String, values: FeatureMatrix, encoder: String, encoderParameters: String = "{}", pretrainedOn: String = "",
    fittedOn: [String]? = nil, units: String = ""
  ) {
    self.name = name
    self.values = values
    self.encoder = encoder
    self.encoderParameters = encoderParameters
    self.pretrainedOn = pretrainedOn
    self.fittedOn = fittedOn
    self.units = units
  }

  func validate(samples: SampleTable, place: String) throws {
    let place = "\(place): /modalities/\(name)/features"
    guard values.dimension > 0, values.count > 0 else {
      throw InputError(
        place, found: "\(values.count) samples of \(values.dimension) features", expected: "at least one of each",
        advice: "Leave the modality out, or encode it again.")
    }
    guard values.count == samples.count else {
      throw InputError(
        place, found: "\(values.count) samples", expected: "\(samples.count) samples, as /sample_ids has",
        advice: "Write one row a sample.")
    }
    if let (row, column, value) = values.firstNonFinite {
      throw InputError(
        place, found: "\(value) in row \(row) (sample '\(samples.ids[row])'), column \(column)",
        expected: "finite numbers", advice: "Mend or leave out that sample before encoding.")
    }
  }
}
