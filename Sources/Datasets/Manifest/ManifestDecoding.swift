import Diagnostics
import StrictYAML

extension Manifest {
  /// Decodes a manifest of recordings (`loader`) or of features (`features`); the latter may leave
  /// out what only recordings need.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    loader = try container.decodeIfPresent(String.self, forKey: .loader)
    features = try container.decodeIfPresent(FeatureMapping.self, forKey: .features)
    guard (loader == nil) != (features == nil) else {
      throw InputError(
        "manifest", found: loader == nil ? "neither 'loader' nor 'features'" : "both 'loader' and 'features'",
        expected: "one of them", advice: "'loader' reads recordings; 'features' maps files of features.")
    }
    let isFeatures = features != nil
    /// A value that features may leave out.
    func value<T: Decodable>(_ key: CodingKeys, or neutral: T) throws -> T {
      if isFeatures, !container.contains(key) { return neutral }
      return try container.decode(T.self, forKey: key)
    }
    id = try container.decode(String.self, forKey: .id)
    title = try container.decode(String.self, forKey: .title)
    version = try container.decode(String.self, forKey: .version)
    modalities = try value(.modalities, or: [])
    classes = try container.decode([String].self, forKey: .classes)
    descriptions = try container.decodeIfPresent([String: String].self, forKey: .descriptions)
    subjects = try container.decodeIfPresent([Int].self, forKey: .subjects)
    trials = try container.decodeIfPresent(Int.self, forKey: .trials)
    absent = try container.decodeIfPresent([String].self, forKey: .absent)
    companions = try container.decodeIfPresent([String].self, forKey: .companions)
    samples = try container.decodeIfPresent(Int.self, forKey: .samples)
    window = try container.decodeIfPresent(Window.self, forKey: .window)
    tables = try container.decodeIfPresent(TablesDescription.self, forKey: .tables)
    licence = try container.decode(String.self, forKey: .licence)
    citation = try container.decode(String.self, forKey: .citation)
    homepage = try value(.homepage, or: "")
    checksums = try value(.checksums, or: [])
    checksumsUnknown = try container.decodeIfPresent(String.self, forKey: .checksumsUnknown)
    fetch =
      isFeatures
      ? try container.decodeIfPresent(Fetch.self, forKey: .fetch) : try container.decode(Fetch.self, forKey: .fetch)
    if isFeatures, window != nil {
      throw InputError("window", found: "a window", expected: "none: features are not cut", advice: "Take it out.")
    }
    if isFeatures, container.contains(.modalities) {
      throw InputError(
        "modalities", found: "modalities of recordings", expected: "those below 'features' alone",
        advice: "Take them out.")
    }
  }

  /// Refuses values that a proposed manifest left to be filled in.
  static func refuseUnfinished(_ text: String, file: String) throws {
    // Matching is slow, and hardly any manifest has the word.
    guard text.contains("TODO") else { return }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard line.first(where: { $0 != " " }) != "#",
        let match = line.firstMatch(of: /([A-Za-z0-9_"-]+):\s*['"]?TODO['"]?\s*(?:[,}#]|$)/)
      else { continue }
      throw InputError(
        "\(file):\(index + 1): \(match.1)", found: "TODO", expected: "a value", advice: "Fill in '\(match.1)'.")
    }
  }
}
