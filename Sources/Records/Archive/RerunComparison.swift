import Files

/// A record beside the one that the same trial gave when it was run again.
///
/// On the same kind of processor, with the same libraries, everything but times and provenance is
/// the same byte for byte. Elsewhere the kernels of linear algebra add in another order. Then the
/// scores and the predictions are compared within `tolerance`, and all else that is no number of
/// the result must be equal.
public struct RerunComparison: Sendable {
  /// How far a score may be from the stored one on another kind of processor: absolute up to 1,
  /// relative above. At most this share of the predictions may be others.
  public static let tolerance = 0.02

  /// What differs, a sentence each; empty where nothing does.
  public let differences: [String]
  /// Whether the record was made on this kind of processor with these libraries.
  public let isSameMachine: Bool

  public init(stored: TrialRecord, again: TrialRecord) throws {
    isSameMachine =
      stored.provenance.processor == again.provenance.processor && stored.provenance.blas == again.provenance.blas
      && stored.provenance.libraries == again.provenance.libraries
    var comparable = again
    (comparable.run, comparable.provenance) = (stored.run, stored.provenance)
    guard try CanonicalJSON.data(stored) != CanonicalJSON.data(comparable) else {
      differences = []
      return
    }
    let (old, new) = (try JSONValue(encoding: stored).leaves, try JSONValue(encoding: comparable).leaves)
    let names = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
    guard !isSameMachine else {
      // Equal values of unlike bytes would be a fault of the form.
      differences = names.isEmpty ? ["other bytes of the same values"] : names.map { Self.text($0, old[$0], new[$0]) }
      return
    }
    differences = names.filter { !Self.isNear($0, old[$0], new[$0]) }.map { Self.text($0, old[$0], new[$0]) }
  }

  /// Whether a member may differ so much on another kind of processor.
  private static func isNear(_ name: String, _ old: JSONValue?, _ new: JSONValue?) -> Bool {
    // What was chosen, how latents lie and how training went is told by the scores.
    let compared = [
      "candidateClasses", "classNames", "data.", "error", "key", "pairedClasses", "predictions.", "roles.", "schema",
      "scores.", "ties.", "trial.", "unscored",
    ]
    guard compared.contains(where: name.hasPrefix), name != "predictions.latentDistances" else { return true }
    guard let old, let new else { return false }
    if name == "predictions.predicted", case .array(let old) = old, case .array(let new) = new {
      let others = zip(old, new).count { $0 != $1 }
      return old.count == new.count && Double(others) <= tolerance * Double(old.count)
    }
    guard name.hasPrefix("scores."), let old = old.double, let new = new.double else { return false }
    return abs(old - new) <= tolerance * max(1, abs(old))
  }

  private static func text(_ name: String, _ old: JSONValue?, _ new: JSONValue?) -> String {
    func short(_ value: JSONValue?) -> String {
      guard let value else { return "nothing" }
      if case .array(let values) = value { return "a list of \(values.count)" }
      return String(value.description.prefix(60))
    }
    if case .array(let a) = old, case .array(let b) = new, a.count == b.count {
      return "\(name): \(zip(a, b).count { $0 != $1 }) of \(a.count) values differ"
    }
    return "\(name): stored \(short(old)), run again \(short(new))"
  }
}

extension JSONValue {
  /// A number; nil for any other value.
  fileprivate var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}
