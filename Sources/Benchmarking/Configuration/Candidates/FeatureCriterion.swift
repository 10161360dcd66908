import Alignment
import Classifiers
import Diagnostics
import Parameters
import Records

/// What chooses among features for a split and a direction. It sees the paired training rows, and
/// no label of the target.
public struct FeatureCriterion: Decodable, Sendable {
  /// How alike the reduced features of both sides of all pairs are, or how well an alignment of
  /// theirs does on pairs left out.
  enum Rule: Sendable {
    /// The unbiased linear centred kernel alignment.
    case kernelAlignment
    /// The share of 10 nearest neighbours that both sides have in common.
    case mutualNeighbours
    /// A stated alignment with a stated classifier on inner folds, by a criterion of `select`.
    case probe(SelectionCriterion, AlignmentChoice, ClassifierChoice)
  }

  let name: String
  let rule: Rule

  /// The names, in the order in which messages list them.
  static let names = ["cka", "mutual-neighbours", "held-out-retrieval", "teacher-agreement"]

  /// What is fitted on the inner folds.
  private struct Probe: Decodable {
    let probe: AlignmentChoice?
    let classifier: ClassifierChoice?
  }

  /// What is fitted of a probe that has no classifier.
  private struct ProbeAlone: Decodable { let probe: AlignmentChoice? }

  /// Reads a name, or `held-out-retrieval` and `teacher-agreement` with their `probe`.
  public init(from decoder: any Decoder) throws {
    let choice = try NamedChoice(from: decoder, kind: "chosenBy")
    name = choice.name
    switch choice.name {
    case "cka", "mutual-neighbours":
      _ = try choice.parameters(Nothing.self)
      rule = choice.name == "cka" ? .kernelAlignment : .mutualNeighbours
    case "held-out-retrieval":
      let given = try choice.parameters(ProbeAlone.self).probe
      rule = .probe(.pairRetrieval, try Self.checked(given), Self.standardClassifier)
    case "teacher-agreement":
      let given = try choice.parameters(Probe.self)
      rule = .probe(.teacherAgreement, try Self.checked(given.probe), given.classifier ?? Self.standardClassifier)
    default: throw choice.unknown(kind: "chosenBy", known: Self.names)
    }
  }

  private struct Nothing: Decodable {
    init(from decoder: any Decoder) throws { _ = try decoder.container(keyedBy: NameKey.self) }
  }

  private static var standardClassifier: ClassifierChoice { ClassifierChoice(NearestCentroid()) }

  /// A probe without a choice of its own; where none is given, ridge CCA with 16 latent dimensions.
  private static func checked(_ probe: AlignmentChoice?) throws -> AlignmentChoice {
    guard let probe else { return AlignmentChoice(try RidgeCCA { $0.k = 16 }) }
    guard probe.criterion == nil else {
      throw InputError(
        "chosenBy: probe", found: "'select' in '\(probe.name)'", expected: "one alignment with all its parameters",
        advice: "Name the values.")
    }
    return probe
  }

  /// Whether labels of the source have a part in the choice.
  var usesLabels: Bool {
    if case .probe(let criterion, _, _) = rule { criterion.dependsOnClassifier } else { false }
  }

  /// Name and parameters for the record.
  func choice() throws -> TrialDescription.Choice {
    guard case .probe(let criterion, let probe, let classifier) = rule else { return .init(name: name) }
    var parameters = ["probe": JSONValue.object([probe.name: try probe.parameters()])]
    if criterion.dependsOnClassifier {
      parameters["classifier"] = .object([classifier.name: try JSONValue(encoding: classifier.method)])
    }
    return .init(name: name, parameters: .object(parameters))
  }
}
