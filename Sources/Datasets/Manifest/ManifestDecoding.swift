import Diagnostics
import StrictYAML

extension Manifest {
  /// Decodes a manifest of recordings (`loader`) or of features (`features`); the latter may leave
  /// out what only recordings need.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    var faults = Faults()
    loader = try faults.optional { try container.decodeIfPresent(String.self, forKey: .loader) }
    features = try faults.optional { try container.decodeIfPresent(FeatureMapping.self, forKey: .features) }
    func isGiven(_ key: CodingKeys) throws -> Bool { try container.contains(key) && !container.decodeNil(forKey: key) }
    let (hasLoader, isFeatures) = (try isGiven(.loader), try isGiven(.features))
    if hasLoader == isFeatures {
      faults.add(
        InputError(
          "manifest", found: hasLoader ? "both 'loader' and 'features'" : "neither 'loader' nor 'features'",
          expected: "one of them", advice: "'loader' reads recordings; 'features' maps files of features."))
    }
    // Where nobody knows what the manifest describes, nothing of the one kind alone is missed.
    let isRecordings = hasLoader && !isFeatures
    /// The value of a key; `neutral` where it is at fault.
    func value<T: Decodable>(_ key: CodingKeys, or neutral: T) throws -> T {
      try faults.value { try container.decode(T.self, forKey: key) } ?? neutral
    }
    /// A value that features may leave out.
    func recordingValue<T: Decodable>(_ key: CodingKeys, or neutral: T) throws -> T {
      if !isRecordings, !container.contains(key) { return neutral }
      return try value(key, or: neutral)
    }
    /// A value that any manifest may leave out.
    func optional<T: Decodable>(_ key: CodingKeys) throws -> T? {
      try faults.optional { try container.decodeIfPresent(T.self, forKey: key) }
    }
    id = try value(.id, or: "")
    title = try value(.title, or: "")
    version = try value(.version, or: "")
    modalities = try recordingValue(.modalities, or: [])
    classes = try value(.classes, or: [])
    descriptions = try optional(.descriptions)
    subjects = try optional(.subjects)
    trials = try optional(.trials)
    absent = try optional(.absent)
    companions = try optional(.companions)
    samples = try optional(.samples)
    window = try optional(.window)
    tables = try optional(.tables)
    licence = try value(.licence, or: "")
    citation = try value(.citation, or: "")
    homepage = try recordingValue(.homepage, or: "")
    checksums = try recordingValue(.checksums, or: [])
    checksumsUnknown = try optional(.checksumsUnknown)
    fetch =
      try !isRecordings ? optional(.fetch) : faults.value { try container.decode(Fetch.self, forKey: .fetch) }
    try faults.check()
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
