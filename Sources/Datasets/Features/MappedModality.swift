import Diagnostics
import StrictYAML

/// Where the features of one modality stand, and what made them.
public struct MappedModality: Sendable, Codable, Equatable {
  /// The modality's name; the key of the manifest.
  public var name = ""
  /// The short name of the file; nil where there is only one.
  public var file: String?
  /// The array; nil where the file has only one, or columns are named.
  public var array: String?
  /// The array in the same file that names the sample of each row; nil where that of all is meant.
  public var ids: String?
  /// The names of arrays with one number a sample each, which are put side by side; `*` stands for any characters.
  public var columns: [String]?
  /// The axis along which samples lie, from 0, as the file has its shape.
  public var sampleAxis: Int
  /// What becomes of further axes; nil where there is one at most.
  public var pool: AxisPooling?
  /// What made the features.
  public var encoder: String
  /// The data that the encoder was pretrained on; empty where it was not.
  public var pretrainedOn: String
  /// The samples of this data set that the encoder was fitted on.
  public var fittedOn: FittedOn
  /// The unit of the features; empty where they have none.
  public var units: String

  private enum CodingKeys: String, CodingKey {
    case file, array, ids, columns, sampleAxis, pool, encoder, pretrainedOn, fittedOn, units
  }

  /// Decodes a modality; `encoder` and `fittedOn` must be there.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    file = try container.decodeIfPresent(String.self, forKey: .file)
    array = try container.decodeIfPresent(String.self, forKey: .array)
    ids = try container.decodeIfPresent(String.self, forKey: .ids)
    columns = try container.decodeIfPresent([String].self, forKey: .columns)
    sampleAxis = try container.decodeIfPresent(Int.self, forKey: .sampleAxis) ?? 0
    pool = try container.decodeIfPresent(AxisPooling.self, forKey: .pool)
    encoder = try container.decode(String.self, forKey: .encoder)
    pretrainedOn = try container.decodeIfPresent(String.self, forKey: .pretrainedOn) ?? ""
    guard let fitted = try container.decodeIfPresent(FittedOn.self, forKey: .fittedOn) else { throw FittedOn.unsaid }
    fittedOn = fitted
    units = try container.decodeIfPresent(String.self, forKey: .units) ?? ""
    guard array == nil || columns == nil else {
      throw InputError("array", found: "'array' and 'columns'", expected: "one of them")
    }
    guard columns?.isEmpty != true else { throw InputError("columns", found: "none", expected: "at least one") }
    guard !encoder.isEmpty else {
      throw InputError("encoder", found: "nothing", expected: "the name of what made the features")
    }
    guard (0..<64).contains(sampleAxis) else {
      throw InputError("sampleAxis", found: "\(sampleAxis)", expected: "an axis of the array, counted from 0")
    }
  }
}

/// What becomes of the axes of an array beside that of samples and one of features.
public enum AxisPooling: Sendable, Codable, Equatable {
  /// All numbers of a sample become features, the last axis fastest.
  case flatten
  /// The mean over these axes, from 0, as the file has its shape; what is left is flattened.
  case mean([Int])

  private enum CodingKeys: CodingKey { case mean }

  /// Reads `flatten`, `{mean: 1}` or `{mean: [1, 2]}`.
  public init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      guard word == "flatten" else {
        throw InputError(
          "pool", found: "'\(word)'", expected: "'flatten' or '{mean: <axis>}'",
          advice: "Name the axis of frames: '{mean: 1}'.")
      }
      self = .flatten
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let axis = try? container.decode(Int.self, forKey: .mean) {
      self = .mean([axis])
    } else {
      self = .mean(try container.decode([Int].self, forKey: .mean))
    }
  }

  /// Writes it as it is read.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .flatten:
      var container = encoder.singleValueContainer()
      try container.encode("flatten")
    case .mean(let axes):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(axes, forKey: .mean)
    }
  }
}

/// The samples of the data set that an encoder was fitted on, pretraining on other data not counted.
public enum FittedOn: Sendable, Codable, Equatable {
  /// None: the encoder looks at one recording alone.
  case none
  /// These.
  case samples([String])
  /// Those whose ids stand in an array.
  case array(ArrayReference)

  /// The error for a modality that does not say it. Whoever leaves it out would be believed not to have looked at test rows.
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
  /// The short name of the file; nil where there is only one.
  public var file: String?
  /// The name of the array.
  public var array: String
}

/// One value a sample: an array, or what the pattern finds in the id.
public struct MappedColumn: Sendable, Codable, Equatable {
  /// The short name of the file; nil where there is only one.
  public var file: String?
  /// The array; nil where the pattern says it, or nothing does.
  public var array: String?
  /// The array in the same file that names the sample of each row; nil where that of all is meant.
  public var ids: String?
  /// What whole numbers count from, for labels: 0, or 1.
  public var counting: Counting?
  /// What labels mean: names of classes; a label that is not named here means itself.
  public var map: [String: String]?
  /// Labels whose samples are left out.
  public var skip: [String]?
  /// Whether nobody knows the value.
  public var isUnknown: Bool

  /// What labels that are whole numbers count from.
  public enum Counting: String, Sendable, Codable, CaseIterable {
    /// The first class is 0.
    case fromZero = "from-0"
    /// The first class is 1, as MATLAB counts.
    case fromOne = "from-1"
  }

  private enum CodingKeys: String, CodingKey { case file, array, ids, counting, map, skip }

  /// Reads the name of an array, `unknown`, or the keys.
  public init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      isUnknown = word == "unknown"
      array = isUnknown ? nil : word
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    file = try container.decodeIfPresent(String.self, forKey: .file)
    array = try container.decodeIfPresent(String.self, forKey: .array)
    ids = try container.decodeIfPresent(String.self, forKey: .ids)
    counting = try container.decodeIfPresent(Counting.self, forKey: .counting)
    map = try container.decodeIfPresent([String: String].self, forKey: .map)
    skip = try container.decodeIfPresent([String].self, forKey: .skip)
    isUnknown = false
    guard file == nil && ids == nil || array != nil else {
      throw InputError("array", found: "nothing", expected: "the name of an array in '\(file ?? "the file")'")
    }
  }

  /// Writes it as it is read.
  public func encode(to encoder: any Encoder) throws {
    if isUnknown {
      var container = encoder.singleValueContainer()
      return try container.encode("unknown")
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(file, forKey: .file)
    try container.encodeIfPresent(array, forKey: .array)
    try container.encodeIfPresent(ids, forKey: .ids)
    try container.encodeIfPresent(counting, forKey: .counting)
    try container.encodeIfPresent(map, forKey: .map)
    try container.encodeIfPresent(skip, forKey: .skip)
  }
}
