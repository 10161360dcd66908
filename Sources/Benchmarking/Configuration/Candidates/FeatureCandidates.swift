import Alignment
import Diagnostics
import Encoders
import Records

/// What a configuration leaves open of the features of whole clips, and what chooses: chains of
/// encoders by modality or role, and reductions.
///
/// All combinations of a direction are candidates of one choice. Nothing is open by default.
struct FeatureCandidates: Sendable {
  /// By the name of a modality or its role.
  var chains: [String: [(name: String, value: EncoderChain)]] = [:]
  var reductions: [(name: String, value: Reduction)] = []
  /// Nil where nothing is open.
  var criterion: FeatureCriterion?

  /// - Throws: `InputError` where candidates have no criterion, or a criterion has none; for
  ///   candidates that are the same; for chains that give frames; beside `combinations`.
  init(
    chains: [String: Alternatives<EncoderChain>], reduction: Alternatives<Reduction>?, criterion: FeatureCriterion?,
    isFused: Bool
  ) throws {
    self.chains = chains.filter(\.value.areOpen).mapValues(\.named)
    reductions = reduction?.named ?? []
    self.criterion = criterion
    guard areOpen else {
      guard criterion == nil else {
        throw InputError(
          "chosenBy", found: "a criterion and nothing to choose", expected: "'candidates' of an encoder or a reduction",
          advice: "Take 'chosenBy' out, or give candidates.")
      }
      return
    }
    guard criterion != nil else {
      throw InputError(
        "chosenBy", found: "none, beside candidates",
        expected: "one of \(FeatureCriterion.names.joined(separator: ", "))",
        advice: "Say what chooses among the candidates.")
    }
    guard !isFused else {
      throw InputError(
        "combinations", found: "candidates of encoders or reductions beside them", expected: "chains and a reduction",
        advice: "Choose features in a configuration of its own.")
    }
    for (key, open) in self.chains.sorted(by: { $0.key < $1.key }) {
      try Self.checkDistinct(try open.map { ($0.name, try $0.value.canonicalJSON()) }, "encoders: \(key): candidates")
      for (name, chain) in open where chain.givesSequences {
        throw InputError(
          "encoders: \(key): candidates: \(name)", found: "'\(chain.name)', which gives frames",
          expected: "one vector a clip", advice: "Frames have no candidates.")
      }
    }
    try Self.checkDistinct(reductions.map { ($0.name, "\($0.value)") }, "reduction: candidates")
  }

  init() {}

  /// Whether anything is left to choose.
  var areOpen: Bool { !chains.isEmpty || !reductions.isEmpty }

  private static func checkDistinct(_ named: [(name: String, text: String)], _ place: String) throws {
    for (index, candidate) in named.enumerated() {
      guard let other = named[..<index].first(where: { $0.text == candidate.text }) else { continue }
      throw InputError(
        place, found: "'\(other.name)' and '\(candidate.name)', which are the same", expected: "candidates that differ",
        advice: "Take one of them out.")
    }
  }

  /// The reduction as a record has it: with all candidates where it is open.
  func described(_ reduction: Reduction) throws -> JSONValue {
    guard !reductions.isEmpty else { return try JSONValue(encoding: reduction) }
    return try Self.described(reductions.map { ($0.name, try JSONValue(encoding: $0.value)) }, criterion)
  }

  /// Candidates with what chooses among them, as a record has them.
  static func described(_ named: [(String, JSONValue)], _ criterion: FeatureCriterion?) throws -> JSONValue {
    let by = try criterion?.choice()
    return .object([
      "candidates": .object(Dictionary(uniqueKeysWithValues: named)),
      "chosenBy": .object(by.map { [$0.name: $0.parameters] } ?? [:]),
    ])
  }
}
