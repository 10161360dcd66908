import Diagnostics
import LinearAlgebra

extension FeatureSet {
  /// The features with the rows of another data set after their own. Labels there are not looked
  /// at.
  ///
  /// A modality without a counterpart is one that those rows lack.
  /// - Parameters:
  ///   - other: the features of the other data set.
  ///   - names: what modalities are called there; the same where nothing is said.
  /// - Throws: `InputError` where a modality there was made in another way, or learned from its
  ///   rows.
  public func adding(unlabelled other: FeatureSet, called names: [String: String]) throws -> FeatureSet {
    let dataset = other.origin.dataset
    guard dataset != origin.dataset else {
      throw InputError(
        "pairs: dataset", found: "features of '\(dataset)', the data set itself", expected: "those of another one",
        advice: "Its own pairs are those that the protocol keeps apart from the test.")
    }
    let table = try samples.adding(unlabelled: other.samples, of: dataset)
    let joined = try all.map { own -> ModalityFeatures in
      let name = names[own.name] ?? own.name
      let found = other.all.first { $0.name == name && $0.form == own.form }
      if found == nil, names[own.name] != nil { _ = try other.modality(name, as: own.form) }
      if let found { try own.refuseUnlike(found, of: dataset) }
      return own.adding(found, count: other.samples.count, own: samples.count)
    }
    return try FeatureSet(samples: table, modalities: joined, origin: origin, place: "pairs of \(dataset)")
  }
}

extension ModalityFeatures {
  /// Refuses features that another encoder made.
  fileprivate func refuseUnlike(_ other: ModalityFeatures, of dataset: String) throws {
    let place = "pairs of \(dataset): features of '\(name)'"
    func compare<Value: Equatable>(_ what: String, _ own: Value, _ other: Value, _ advice: String) throws {
      guard own != other else { return }
      throw InputError(
        "\(place): \(what)", found: "\(other)", expected: "\(own), as the data set itself", advice: advice)
    }
    let anew = "Encode both data sets by the same encoder."
    try compare("encoder", encoder, other.encoder, anew)
    try compare("encoder_parameters", encoderParameters, other.encoderParameters, anew)
    try compare("pretrained_on", pretrainedOn, other.pretrainedOn, anew)
    try compare("units", units, other.units, "They must be in the same unit.")
    try compare("channels", sequence?.channels ?? [], other.sequence?.channels ?? [], anew)
    try compare("frames", sequence?.frames ?? 0, other.sequence?.frames ?? 0, anew)
    try compare("rate", sequence?.rate ?? 0, other.sequence?.rate ?? 0, anew)
    try compare("dimension", values.dimension, other.values.dimension, anew)
    guard fittedOn == nil, other.fittedOn == nil else {
      throw InputError(
        "\(place): fitted_on", found: "an encoder that learned from rows of one of the two",
        expected: "encoders that look at one recording alone",
        advice: "Two encoders that learned apart give features that mean different things.")
    }
  }

  /// The features with those of the other rows, or zeros where these lack the modality.
  fileprivate func adding(_ other: ModalityFeatures?, count: Int, own: Int) -> ModalityFeatures {
    var result = self
    result.values = values.adding(other?.values, count: count)
    let isWhole = present == nil && other != nil && other?.present == nil
    result.present =
      isWhole
      ? nil
      : (present ?? [Bool](repeating: true, count: own))
        + (other.map { $0.present ?? [Bool](repeating: true, count: count) } ?? [Bool](repeating: false, count: count))
    return result
  }
}

extension FeatureMatrix {
  /// The columns followed by so many others, zeros where there are none; in double precision where
  /// one of the two is.
  fileprivate func adding(_ other: FeatureMatrix?, count: Int) -> FeatureMatrix {
    switch (self, other) {
    case (.float(let own), .float(let other)): return .float(.stackedHorizontally([own, other]))
    case (.float(let own), nil): return .float(.stackedHorizontally([own, Matrix(own.rows, count)]))
    case (_, let other):
      return .double(
        .stackedHorizontally([
          columns(Array(0..<self.count)),
          other.map { $0.columns(Array(0..<$0.count)) } ?? Matrix(dimension, count),
        ]))
    }
  }
}
