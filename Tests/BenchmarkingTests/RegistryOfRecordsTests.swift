import Classifiers
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
}
