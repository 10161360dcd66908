import Diagnostics

/// Which modality labels are learned in, and which they are carried to.
public struct Direction: Codable, Sendable, Hashable {
  /// The modality with labels.
  public let source: String
  /// The modality without.
  public let target: String

  /// Joins the two.
  public init(source: String, target: String) {
    self.source = source
    self.target = target
  }
}

/// The directions that a benchmark runs: all of them, or a list of `skeleton -> inertial`.
public enum Directions: Decodable, Sendable {
  /// Every ordered pair of different modalities.
  case all
  /// Those written.
  case listed([Direction])

  /// Reads `all`, or a list.
  public init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      guard word == "all" else {
        throw InputError("directions", found: "'\(word)'", expected: "'all' or a list of 'source -> target'")
      }
      self = .all
      return
    }
    var container = try decoder.unkeyedContainer()
    var listed: [Direction] = []
    while !container.isAtEnd {
      let text = try container.decode(String.self)
      let parts = text.split(separator: ">").map {
        $0.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " || $0 == "-" }.reversed()
      }
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, text.contains("->") else {
        throw InputError("directions", found: "'\(text)'", expected: "two modalities, as in 'skeleton -> inertial'")
      }
      listed.append(Direction(source: String(parts[0]), target: String(parts[1])))
    }
    self = .listed(listed)
  }

  /// The directions between the given modalities, in order.
  /// - Throws: `InputError` for a modality that is not there, or the same one twice.
  public func resolved(among modalities: [String]) throws -> [Direction] {
    switch self {
    case .all:
      return modalities.flatMap { source in
        modalities.filter { $0 != source }.map { Direction(source: source, target: $0) }
      }
    case .listed(let listed):
      for direction in listed {
        for name in [direction.source, direction.target] where !modalities.contains(name) {
          throw InputError(
            "directions", found: "the modality '\(name)'", expected: "one of \(modalities.joined(separator: ", "))",
            advice: suggestion(for: name, among: modalities))
        }
        guard direction.source != direction.target else {
          throw InputError("directions", found: "'\(direction.source)' twice", expected: "two different modalities")
        }
      }
      return listed
    }
  }
}
