import Diagnostics

/// What the features of one modality are, without the numbers.
public struct ModalityDescription: Sendable, Equatable {
  /// The modality's name.
  public let name: String
  /// Number of features of a sample, d; of a sequence the numbers of all its frames.
  public let dimension: Int
  /// Number of samples, n.
  public let count: Int
  /// The precision of the stored features.
  public let precision: FeaturePrecision
  /// Name of the encoder, or the names of a chain joined by " > ".
  public let encoder: String
  /// The encoder's parameters as canonical JSON.
  public let encoderParameters: String
  /// The data the encoder was pretrained on; empty where it was not.
  public let pretrainedOn: String
  /// The ids of the samples that the encoder was fitted on; nil where it looks at one recording
  /// alone.
  public let fittedOn: [String]?
  /// The unit of the features; empty where they have none.
  public let units: String
  /// Whether each sample has this modality; nil where all have.
  public let present: [Bool]?
  /// How a sample's numbers are laid out where they are a sequence; nil where they are one vector.
  public let sequence: SequenceShape?

  /// Joins the parts; they are checked where a file or a set is made of them.
  public init(
    name: String, dimension: Int, count: Int, precision: FeaturePrecision, encoder: String,
    encoderParameters: String = "{}", pretrainedOn: String = "", fittedOn: [String]? = nil, units: String = "",
    present: [Bool]? = nil, sequence: SequenceShape? = nil
  ) {
    (self.name, self.dimension, self.count, self.precision) = (name, dimension, count, precision)
    (self.encoder, self.encoderParameters, self.pretrainedOn) = (encoder, encoderParameters, pretrainedOn)
    (self.fittedOn, self.units, self.present, self.sequence) = (fittedOn, units, present, sequence)
  }

  /// Vectors or sequences.
  public var form: FeatureForm { sequence == nil ? .vectors : .sequences }

  /// How messages name the features.
  func featuresPlace(_ place: String) -> String { "\(place): /modalities/\(name)/\(form.rawValue)" }

  func validate(samples: SampleTable, place: String) throws {
    let features = featuresPlace(place)
    guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "/") })
    else {
      throw InputError(
        "\(place): /modalities", found: "a modality named '\(name.replacing("\0", with: "\\0"))'",
        expected: "a name without '/' and NUL", advice: "Rename it.")
    }
    guard dimension > 0, count > 0 else {
      throw InputError(
        features, found: "\(count) samples of \(dimension) features", expected: "at least one of each",
        advice: "Leave the modality out, or encode it again.")
    }
    guard count == samples.count else {
      throw InputError(
        features, found: "\(count) samples", expected: "\(samples.count) samples, as /sample_ids has",
        advice: "Write one row a sample.")
    }
    try validateSequence(features)
    try validatePresent(samples.count, "\(place): /modalities/\(name)/present")
    guard let fittedOn else { return }
    let known = Set(samples.ids)
    if let (row, id) = fittedOn.enumerated().first(where: { !known.contains($0.element) }) {
      throw InputError(
        "\(place): /modalities/\(name)/\(form.fittedOn)", found: "'\(id)' in row \(row)",
        expected: "ids out of /sample_ids",
        advice: "An encoder is fitted on rows of this table; write the ids of those.")
    }
  }

  private func validateSequence(_ place: String) throws {
    guard let sequence else { return }
    guard sequence.count == dimension else {
      throw InputError(
        place, found: "\(dimension) numbers a sample",
        expected: "\(sequence.frames) frames of \(sequence.channels.count) channels", advice: "Name every channel once."
      )
    }
    // A frame may have tens of thousands.
    var seen: Set<String> = []
    if let twice = sequence.channels.first(where: { !seen.insert($0).inserted }) {
      throw InputError(
        "\(place): channels", found: "'\(twice)' twice", expected: "a different name for every channel")
    }
    if let rate = sequence.rate, !(rate > 0 && rate.isFinite) {
      throw InputError(
        "\(place): rate", found: "\(rate)", expected: "frames a second, or no rate where frames are on relative time")
    }
  }

  private func validatePresent(_ count: Int, _ place: String) throws {
    guard let present else { return }
    guard present.count == count else {
      throw InputError(
        place, found: "\(present.count) rows", expected: "\(count) rows, as /sample_ids has",
        advice: "Write one row a sample, or leave it out where all samples have the modality.")
    }
    guard present.contains(true) else {
      throw InputError(
        place, found: "no sample that has the modality", expected: "at least one", advice: "Leave the modality out.")
    }
  }
}
