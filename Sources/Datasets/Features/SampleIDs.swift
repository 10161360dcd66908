/// What names the sample of a row.
public enum SampleIDs: Sendable, Codable, Equatable {
  /// Nothing: row i of every array is sample i.
  case byRow
  /// The names of the files, one file a sample.
  case fileNames
  /// An array of this name in every file.
  case array(String)
  /// An array in each file, by the file's short name.
  case arrays([String: String])

  /// Reads `by-row`, `file-names`, the name of an array, or a mapping of files to arrays.
  public init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      self = word == "by-row" ? .byRow : word == "file-names" ? .fileNames : .array(word)
    } else {
      self = .arrays(try [String: String](from: decoder))
    }
  }

  /// Writes it as it is read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .byRow: try container.encode("by-row")
    case .fileNames: try container.encode("file-names")
    case .array(let name): try container.encode(name)
    case .arrays(let names): try container.encode(names)
    }
  }
}
