import Diagnostics

/// One value a sample: an array, or what the pattern finds in the id.
public struct MappedColumn: Sendable, Codable, Equatable {
  /// The short name of the file; nil if there is only one.
  public var file: String?
  /// The array; nil if the pattern says it, or nothing does.
  public var array: String?
  /// The array in the same file that names the sample of each row; nil for the `ids` of the
  /// mapping.
  public var ids: String?
  /// What labels that are whole numbers count from.
  public var counting: Counting?
  /// The names of classes that labels mean; a label that is not named here means itself.
  public var map: [String: String]?
  /// Samples with these labels are left out.
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
