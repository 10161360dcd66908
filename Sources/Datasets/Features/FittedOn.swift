import Diagnostics

/// The samples of this data set that an encoder was fitted on; pretraining on other data does not
/// count.
public enum FittedOn: Sendable, Codable, Equatable {
  /// None: the encoder looks at one recording alone.
  case none
  /// These.
  case samples([String])
  /// The samples with the ids in an array.
  case array(ArrayReference)

  /// The error for a modality that does not say it. Silence would pass for "saw no test row".
  static let unsaid = InputError(
    "fittedOn", found: "nothing", expected: "'none', a list of sample ids, or {file: ..., array: ...} with them",
    advice: "Write 'fittedOn: none' where nothing in the encoder was learned from samples of this data set; otherwise "
      + "name the samples, so that no split tests on them.")

  /// Reads `none`, a list of ids, or an array.
  public init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      guard word == "none" else {
        throw InputError(
          "fittedOn", found: "'\(word)'", expected: FittedOn.unsaid.expected,
          advice: word == "unknown"
            ? "Features of an encoder that may have seen test rows prove nothing: find out which samples it was trained "
              + "on, or encode with one that was trained elsewhere."
            : FittedOn.unsaid.advice)
      }
      self = .none
    } else if let ids = try? [String](from: decoder) {
      self = .samples(ids)
    } else {
      self = .array(try ArrayReference(from: decoder))
    }
  }

  /// Writes it as it is read.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .none:
      var container = encoder.singleValueContainer()
      try container.encode("none")
    case .samples(let ids): try ids.encode(to: encoder)
    case .array(let reference): try reference.encode(to: encoder)
    }
  }
}

/// An array of a file.
public struct ArrayReference: Sendable, Codable, Equatable {
  /// The short name of the file; nil if there is only one.
  public var file: String?
  /// The name of the array.
  public var array: String
}
