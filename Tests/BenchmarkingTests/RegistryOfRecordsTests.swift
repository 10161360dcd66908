import Classifiers
import Splits
import Testing

@testable import Benchmarking
@testable import Records

/// Records know no method; what they say of some by name is held against the registries here.
@Suite("What records know by name")
struct RegistryOfRecordsTests {
  @Test("the decodings that look at each test row alone are those of the registry")
  func inductive() {
    let known = DecodingRegistry.methods.filter { !$0.isTransductive }.map { $0.name }
    #expect(Set(known) == TrialDescription.inductiveDecodings)
  }

  @Test("the criterion whose rows have no rank is the oracle")
  func oracle() {
    let criteria = SelectionCriterion.allCases.filter(\.usesTargetLabels).map(\.rawValue)
    #expect(criteria == [TrialRecord.Selection.oracle])
  }

  @Test("a decoding that no registry has is taken for one that sees the whole batch")
  func unknown() {
    let nothing = TrialDescription.Choice(name: "x")
    var trial = TrialDescription(
      benchmark: "", dataset: "", datasetVersion: "", protocol: nothing, split: "", source: "", target: "",
      encoderSource: nothing, encoderTarget: nothing, reduction: .null, alignment: nothing, classifier: nothing, seed: 0
    )
    #expect(!trial.isTransductive)
    trial.decoding = nothing
    #expect(trial.isTransductive)
  }

  private static func trial(_ protocol: SplitProtocol) throws -> TrialDescription {
    let nothing = TrialDescription.Choice(name: "x")
    let parameters = try JSONValue(encoding: `protocol`).members[`protocol`.name] ?? .null
    return TrialDescription(
      benchmark: "", dataset: "", datasetVersion: "", protocol: .init(name: `protocol`.name, parameters: parameters),
      split: "", source: "", target: "", encoderSource: nothing, encoderTarget: nothing, reduction: .null,
      alignment: .init(name: "perfect"), classifier: nothing, seed: 0)
  }

  @Test(
    "a record says what its protocol shows of the target, by the protocol's own word", arguments: SplitProtocol.names)
  func seenByProtocol(name: String) throws {
    let made = try SplitProtocol(named: name)
    #expect(try Self.trial(made).targetSeen == made.targetSeen)
  }

  @Test("what parameters of a protocol open is said, and of an unknown protocol nothing")
  func seenByParameters() throws {
    let windows = try SubjectFolds {
      $0.groups = .one
      $0.divide = .windows
    }
    var trial = try Self.trial(SplitProtocol(windows))
    #expect(trial.targetSeen == [.unlabelledPairs, .testPersons, .testRecordings])
    trial.protocol = .init(name: "<script>|\\%_&")
    #expect(trial.targetSeen == nil && trial.targetSeenText == nil)
  }

  @Test("bounds see what they are; decodings of the batch, few labels and an oracle add what they see")
  func seenBeside() throws {
    let plain = try Self.trial(SplitProtocol(named: "cross-subject"))
    func seen(_ change: (inout TrialDescription) -> Void) -> String? {
      var trial = plain
      change(&trial)
      return trial.targetSeenText
    }
    for bound in [Bound.chance, .majority, .sourceOnSource] {
      #expect(seen { $0.alignment = .init(name: bound.rawValue) } == "nothing")
    }
    let few = { (trial: inout TrialDescription) in trial.condition = Condition(Condition.fewShot, 2) }
    let supervised = { (trial: inout TrialDescription) in trial.alignment = .init(name: Bound.targetSupervised.rawValue)
    }
    #expect(seen(supervised) == "labels of all labelled rows")
    #expect(seen(few) == "unlabelled pairs + few labels")
    #expect(
      seen {
        few(&$0)
        supervised(&$0)
      } == "few labels")
    #expect(seen { $0.decoding = .init(name: "balanced-sinkhorn") } == "unlabelled pairs + unlabelled test batch")
    #expect(seen { $0.decoding = .init(name: "calibrated-stacking") } == "unlabelled pairs")
    let oracle = JSONValue.object(["select": .object(["by": .string("oracle")])])
    #expect(seen { $0.alignment.parameters = oracle } == "unlabelled pairs + labels of the test")
    let unpaired = try Self.trial(SplitProtocol(named: "without-pairs"))
    #expect(unpaired.targetSeenText == "unlabelled target rows")
    var bound = unpaired
    supervised(&bound)
    #expect(bound.targetSeenText == "labels of all labelled rows")
    bound.alignment = .init(name: Bound.classMatching.rawValue)
    #expect(bound.targetSeenText == "unlabelled target rows")
  }
}
