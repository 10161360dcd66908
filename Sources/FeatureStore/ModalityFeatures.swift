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
  /// The ids of the samples that the encoder was fitted on; nil where it looks at one recording
  /// alone.
  public var fittedOn: [String]?
  /// The unit of the features; empty where they have none.
  public var units: String
  /// Whether each sample has this modality; nil where all have. The features of a sample without it
  /// are zeros.
  public var present: [Bool]?
  /// How a column of `values` is laid out where it is a sequence of frames; nil where it is one
  /// vector.
  public var sequence: SequenceShape?

  public init(
    name: String, values: FeatureMatrix, encoder: String, encoderParameters: String = "{}", pretrainedOn: String = "",
    fittedOn: [String]? = nil, units: String = "", present: [Bool]? = nil, sequence: SequenceShape? = nil
  ) {
    self.name = name
    self.values = values
    self.encoder = encoder
    self.encoderParameters = encoderParameters
    self.pretrainedOn = pretrainedOn
    self.fittedOn = fittedOn
    self.units = units
    self.present = present
    self.sequence = sequence
  }

  /// Checks the features and their description against the samples.
  func validate(samples: SampleTable, place: String) throws {
    try description.validate(samples: samples, place: place)
    try values.refuseNonFinite(description.featuresPlace(place)) { ($0, samples.ids[$0]) }
  }

  /// Vectors or sequences.
  public var form: FeatureForm { sequence == nil ? .vectors : .sequences }

  /// What these features are, without the numbers.
  public var description: ModalityDescription {
    ModalityDescription(
      name: name, dimension: values.dimension, count: values.count, precision: values.precision, encoder: encoder,
      encoderParameters: encoderParameters, pretrainedOn: pretrainedOn, fittedOn: fittedOn, units: units,
      present: present, sequence: sequence)
  }
}
