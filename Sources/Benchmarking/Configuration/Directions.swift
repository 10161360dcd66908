import Diagnostics

/// Which modalities labels are learned in, and which they are carried to.
public struct Direction: Sendable, Hashable {
  /// The modalities with labels, one or more.
  public let sources: [String]
  /// The modality without.
  public let target: String

  public init(source: String, target: String) { self.init(sources: [source], target: target) }

  public init(sources: [String], target: String) {
    precondition(!sources.isEmpty, "a direction without a source")
    self.sources = sources
    self.target = target
  }

  /// The sources as one name: `skeleton + depth`.
  public var source: String { sources.joined(separator: " + ") }
  /// Whether labels are learned in more than one modality.
  public var hasSeveralSources: Bool { sources.count > 1 }
  public var modalities: [String] { sources + [target] }
}

/// The directions that a benchmark runs: all of them, or a list of `skeleton -> inertial` and
/// `skeleton + depth -> inertial`.
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
    while !container.isAtEnd { listed.append(try Self.direction(container.decode(String.self))) }
    self = .listed(listed)
  }

  private static func direction(_ text: String) throws -> Direction {
    func trimmed(_ part: some StringProtocol) -> String {
      String(part.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    let parts = text.split(separator: ">").map {
      String($0.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " || $0 == "-" }.reversed())
    }
    let sources = parts.first?.split(separator: "+", omittingEmptySubsequences: false).map(trimmed) ?? []
    guard parts.count == 2, !parts[1].isEmpty, !sources.contains(""), text.contains("->") else {
      throw InputError(
        "directions", found: "'\(text)'",
        expected: "modalities, as in 'skeleton -> inertial' or 'skeleton + depth -> inertial'")
    }
    return Direction(sources: sources, target: parts[1])
  }

  /// The directions between the given modalities, in order; the sources of each in the order of the
  /// modalities.
  /// - Throws: `InputError` for a modality that is not there, or the same one twice.
  public func resolved(among modalities: [String]) throws -> [Direction] {
    switch self {
    case .all:
      return modalities.flatMap { source in
        modalities.filter { $0 != source }.map { Direction(source: source, target: $0) }
      }
    case .listed(let listed): return try listed.map { try Self.resolved($0, among: modalities) }
    }
  }

  /// Those of the given modalities that a direction has. All of them where a direction cannot be
  /// resolved, which is refused elsewhere with all that there is to choose from.
  func named(among modalities: [String]) -> [String] {
    guard case .listed = self, let directions = try? resolved(among: modalities) else { return modalities }
    let named = Set(directions.flatMap(\.modalities))
    return modalities.filter(named.contains)
  }

  private static func resolved(_ direction: Direction, among modalities: [String]) throws -> Direction {
    var sources = direction.sources
    // A modality may itself be named with a plus.
    for separator in ["+", " + "] where modalities.contains(sources.joined(separator: separator)) {
      sources = [sources.joined(separator: separator)]
    }
    for name in sources + [direction.target] where !modalities.contains(name) {
      throw InputError(
        "directions", found: "the modality '\(name)'", expected: "one of \(modalities.joined(separator: ", "))",
        advice: suggestion(for: name, among: modalities))
    }
    let names = sources + [direction.target]
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw InputError(
        "directions", found: "'\(twice)' twice",
        expected: names.count == 2 ? "two different modalities" : "\(names.count) different modalities")
    }
    return Direction(sources: modalities.filter(sources.contains), target: direction.target)
  }
}
