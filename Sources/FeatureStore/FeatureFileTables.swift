import Diagnostics

/// Reading the tables of a feature file: everything but the features.
extension HDF5File {
  /// Refuses a file of another schema, or of none.
  func checkSchema() throws {
    let advice = "This program reads \(FeatureFile.schema) alone: encode the data again, or mend the file."
    let place = attributePlace("schema", "/")
    guard let schema = try stringAttribute("schema", of: "/") else {
      throw InputError(place, found: "no such attribute", expected: "'\(FeatureFile.schema)'", advice: advice)
    }
    guard schema == FeatureFile.schema else {
      throw InputError(place, found: "'\(schema)'", expected: "'\(FeatureFile.schema)'", advice: advice)
    }
  }

  /// Where the features come from; what is not said is empty, but the data set's id must be there.
  func readOrigin() throws -> FeatureOrigin {
    FeatureOrigin(
      dataset: try requiredText("dataset", of: "/", advice: "Write the data set's id."),
      datasetVersion: try stringAttribute("dataset_version", of: "/") ?? "",
      createdBy: try stringAttribute("created_by", of: "/") ?? "",
      licence: try stringAttribute("licence", of: "/") ?? "", citation: try stringAttribute("citation", of: "/") ?? "")
  }

  func readSamples() throws -> SampleTable {
    try SampleTable(
      ids: readStrings("/sample_ids"), labels: readIntegers("/labels"), classNames: readStrings("/class_names"),
      subjects: readIntegers("/subjects"), trials: exists("/trials") ? readIntegers("/trials") : nil,
      sessions: exists("/sessions") ? readIntegers("/sessions") : nil, place: path)
  }

  /// The names of the modalities: in the order of the attribute `modalities`, or, without it, of
  /// the alphabet.
  func modalityNames() throws -> [String] {
    let groups = try children("/modalities")
    guard let names = try stringsAttribute("modalities", of: "/modalities") else { return groups }
    let place = attributePlace("modalities", "/modalities")
    for name in names where !groups.contains(name) {
      throw InputError(
        place, found: "'\(name)', which has no group", expected: "the names of the groups in /modalities",
        advice: suggestion(for: name, among: groups))
    }
    for group in groups where !names.contains(group) {
      throw InputError(
        place, found: "no mention of the group '\(group)'", expected: "the names of the groups in /modalities",
        advice: "Add the name, or remove the attribute: the order is then that of the alphabet.")
    }
    return names
  }

  /// The vectors of a modality, its sequences, or both, with their descriptions.
  func readModality(_ name: String) throws -> [(ModalityDescription, HDF5Dataset)] {
    let forms = FeatureForm.allCases.filter { exists("/modalities/\(name)/\($0.rawValue)") }
    return try (forms.isEmpty ? [.vectors] : forms).map { try readModality(name, as: $0) }
  }

  private func readModality(_ name: String, as form: FeatureForm) throws -> (ModalityDescription, HDF5Dataset) {
    let group = "/modalities/\(name)"
    let object = "\(group)/\(form.rawValue)"
    let features = try dataset(object)
    let precision: FeaturePrecision
    switch features.elementType {
    case .float(bytes: 4): precision = .float
    case .float(bytes: 8): precision = .double
    default:
      throw InputError(
        features.place, found: "\(features.elementType)", expected: "float32 or float64", advice: "Write it as float32."
      )
    }
    let extents = form == .vectors ? "two extents: samples, features" : "three extents: samples, frames, channels"
    guard features.shape.count == (form == .vectors ? 2 : 3) else {
      throw InputError(
        features.place, found: "shape \(features.shape)", expected: extents, advice: "Write one row a sample.")
    }
    let description = ModalityDescription(
      name: name, dimension: features.rowCount, count: features.shape[0], precision: precision,
      encoder: try requiredText("encoder", of: object, advice: "Write the name of what made the features."),
      encoderParameters: try stringAttribute("encoder_parameters", of: object) ?? "{}",
      pretrainedOn: try stringAttribute("pretrained_on", of: object) ?? "", fittedOn: try readFittedOn(group, form),
      units: try stringAttribute("units", of: object) ?? "", present: try readPresent(group),
      sequence: form == .vectors ? nil : try readSequence(object, features.shape))
    return (description, features)
  }

  /// How frames are laid out; unnamed channels are named 0, 1, ...
  private func readSequence(_ object: String, _ shape: [Int]) throws -> SequenceShape {
    let channels = try stringsAttribute("channels", of: object) ?? (0..<shape[2]).map { "\($0)" }
    let rate = try stringAttribute("rate", of: object) ?? "relative"
    guard rate == "relative" || Double(rate) != nil else {
      throw InputError(
        attributePlace("rate", object), found: "'\(rate)'", expected: "frames a second as text, or 'relative'")
    }
    return SequenceShape(frames: shape[1], channels: channels, rate: Double(rate))
  }

  /// The rows that the encoder was fitted on. It must be said: silence would pass for "saw no test
  /// row".
  private func readFittedOn(_ group: String, _ form: FeatureForm) throws -> [String]? {
    let (ids, object) = ("\(group)/\(form.fittedOn)", "\(group)/\(form.rawValue)")
    let advice = "Write 'none' where the encoder looks at one recording alone; else 'samples', and the ids in \(ids)."
    let said = try requiredText("fitted_on", of: object, advice: advice)
    let place = attributePlace("fitted_on", object)
    switch said {
    case "samples":
      return try readStrings(ids)
    case "none":
      guard !exists(ids) else {
        throw InputError(place, found: "'none' beside a data set \(ids)", expected: "'samples'", advice: advice)
      }
      return nil
    default:
      throw InputError(place, found: "'\(said)'", expected: "'none' or 'samples'", advice: advice)
    }
  }

  private func readPresent(_ group: String) throws -> [Bool]? {
    let object = "\(group)/present"
    guard exists(object) else { return nil }
    let flags = try readIntegers(object, type: "uint8")
    for (row, flag) in flags.enumerated() where flag != 0 && flag != 1 {
      throw InputError(place(object), found: "\(flag) in row \(row)", expected: "0 or 1")
    }
    return flags.map { $0 == 1 }
  }

  /// Whole numbers of any width that fit int32.
  private func readIntegers(_ object: String, type: String = "int32") throws -> [Int] {
    let table = try table(object, of: type)
    guard case .integer = table.elementType else {
      throw InputError(table.place, found: "\(table.elementType)", expected: type, advice: "Write it as \(type).")
    }
    return try table.read(as: Int32.self).map(Int.init)
  }

  private func readStrings(_ object: String) throws -> [String] {
    try table(object, of: "strings").readStrings()
  }

  private func table(_ object: String, of type: String) throws -> HDF5Dataset {
    let table = try dataset(object)
    guard table.shape.count == 1 else {
      throw InputError(
        table.place, found: "shape \(table.shape)", expected: "one extent of \(type)", advice: "Write a plain list.")
    }
    return table
  }

  private func requiredText(_ name: String, of object: String, advice: String) throws -> String {
    guard let text = try stringAttribute(name, of: object) else {
      throw InputError(attributePlace(name, object), found: "no such attribute", expected: "a string", advice: advice)
    }
    return text
  }
}
