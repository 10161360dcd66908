import Diagnostics

/// The array of one modality's features, and what made them.
public struct MappedModality: Sendable, Codable, Equatable {
  /// The modality's name; the key of the manifest.
  public var name = ""
  /// The short name of the file; nil if there is only one.
  public var file: String?
  /// The array; nil if the file has only one, or columns are named.
  public var array: String?
  /// The array in the same file that names the sample of each row; nil for the `ids` of the
  /// mapping.
  public var ids: String?
  /// Arrays of one number a sample, which are put side by side; `*` stands for any characters.
  public var columns: [String]?
  /// The axis of the samples, from 0, in the file's shape.
  public var sampleAxis: Int
  /// What becomes of further axes; nil if there is one at most.
  public var pool: AxisPooling?
  /// What made the features.
  public var encoder: String
  /// The data that the encoder was pretrained on; empty if it was not.
  public var pretrainedOn: String
  /// The samples of this data set that the encoder was fitted on.
  public var fittedOn: FittedOn
  /// The unit of the features; empty if they have none.
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
