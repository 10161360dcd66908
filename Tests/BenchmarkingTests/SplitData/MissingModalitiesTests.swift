import Alignment
import Diagnostics
import FeatureStore
import LinearAlgebra
import Splits
import TestSupport
import Testing

@testable import Benchmarking

/// Samples that lack a modality.
@Suite("Missing modalities")
struct MissingModalitiesTests {
  static var methods: [Method] {
    get throws {
      // Ten neighbours are more than the pairs that are whole here have in a fold.
      let criteria = SelectionCriterion.zeroLabel.filter { $0 != .mutualNeighbours }
      return try HonestyTests.methods(selectedBy: criteria) + [.bound(.sourceOnSource), .bound(.targetSupervised)]
    }
  }

  /// Two outcomes predict, and are the same in everything.
  static func same(_ a: TrialOutcome, _ b: TrialOutcome) -> Bool {
    a.predicted != nil && a.rows == b.rows && a.predicted == b.predicted && a.latentDistances == b.latentDistances
      && a.scores == b.scores
      && a.latent == b.latent && a.selection == b.selection
  }

  @Test(
    "pairs without one modality, labelled rows without the source and test rows without both might as well not be there",
    arguments: try methods.indices)
  func absentRows(index: Int) throws {
    let fixture = try SyntheticFixture()
    let roles = fixture.split.roles
    func third(_ rows: [Int]) -> [Int] { rows.enumerated().filter { $0.offset % 3 == 1 }.map(\.element) }
    let (labelled, paired, test) = (third(roles.labelled), third(roles.paired), third(roles.test))
    // Rows of the two roles are apart in this protocol.
    let half = paired.prefix(paired.count / 2)
    let lacking = try fixture.lacking([
      "modality-1": labelled + half + test, "modality-2": labelled + paired.dropFirst(half.count) + test,
    ])
    let gone = Set(labelled + paired + test)
    func rest(_ rows: [Int]) -> [Int] { rows.filter { !gone.contains($0) } }
    let without = Roles(labelled: rest(roles.labelled), paired: rest(roles.paired), test: rest(roles.test))
    let method = try Self.methods[index]
    let one = try fixture.outcome(method, on: lacking)
    let other = try fixture.outcome(method, on: fixture.features, roles: without)
    #expect(Self.same(one, other))
    #expect(one.rows == rest(roles.test))
  }

  @Test("where every modality is said to be there, nothing changes", arguments: try methods.indices)
  func nothingMissing(index: Int) throws {
    let fixture = try SyntheticFixture()
    let method = try Self.methods[index]
    let flagged = try fixture.lacking(["modality-1": [], "modality-2": []])
    #expect(Self.same(try fixture.outcome(method, on: flagged), try fixture.outcome(method, on: fixture.features)))
  }

  @Test("test rows are recognised from the target alone: the source of some, or of all, may be missing")
  func testSourceMissing() throws {
    let fixture = try SyntheticFixture()
    let test = fixture.split.roles.test
    for method in try Self.methods.dropLast(2) {
      let whole = try fixture.outcome(method, on: fixture.features)
      for missing in [Array(test.prefix(5)), test] {
        let outcome = try fixture.outcome(method, on: try fixture.lacking(["modality-1": missing]))
        #expect(whole.predicted != nil && outcome.predicted == whole.predicted && outcome.rows == test)
        #expect(outcome.scores["accuracy"] == whole.scores["accuracy"])
        // Bounds have no latents.
        guard case .alignment = method else {
          #expect(outcome.latentDistances == nil)
          continue
        }
        let distances = try #require(outcome.latentDistances)
        #expect(distances.count == test.count && distances.prefix(missing.count).allSatisfy { $0 == nil })
        #expect(try distances.dropFirst(missing.count) == #require(whole.latentDistances).dropFirst(missing.count))
      }
    }
  }

  @Test("rows that are needed and missing are refused by role")
  func refusals() throws {
    let fixture = try SyntheticFixture()
    let method = try Self.methods[0]
    let roles = fixture.split.roles
    for (missing, role) in [
      (["modality-1": roles.labelled], "labelled"), (["modality-2": roles.paired], "paired"),
      (["modality-2": roles.test], "test"),
    ] {
      let features = try fixture.lacking(missing)
      let error = #expect(throws: InputError.self) { try fixture.outcome(method, on: features) }
      #expect(error?.found.contains("\(role) row") == true)
    }
  }

  @Test("several sources: pairs that lack one of them are used for the others, with finite results")
  func partial() throws {
    let fixture = try SyntheticFixture(dimensions: [6, 5, 4])
    let roles = fixture.split.roles
    func rows(_ offset: Int) -> [Int] { (0..<fixture.features.samples.count).filter { $0 % 7 == offset } }
    let lacking = try fixture.lacking(["modality-1": rows(0), "modality-2": rows(1), "modality-3": rows(2)])
    for method in try SeveralSourcesTests.methods {
      let outcome = try fixture.outcome(method, on: lacking, direction: SyntheticFixture.bothToLast)
      #expect(outcome.rows == roles.test.filter { $0 % 7 != 2 })
      if method.name != "none" { #expect(try #require(outcome.scores["accuracy"] ?? nil) > 0.8) }
      let scores = outcome.scores.compactMapValues(\.self)
      #expect(scores["accuracy"] != nil && scores["logLoss"] != nil)
      for (name, value) in scores { #expect(value.isFinite, "\(name)") }
    }
    let whole = try SplitData(fixture.features, split: fixture.split, reduction: .init())
    let partial = try SplitData(lacking, split: fixture.split, reduction: .init())
    let direction = SyntheticFixture.bothToLast
    #expect(try whole.pairs(of: direction).present == nil)
    #expect(try partial.pairs(of: direction).count < partial.pairs(of: direction, incomplete: true).count)
    #expect(try partial.pairs(of: direction, incomplete: true).present != nil)
  }

  @Test("modalities joined by sample id keep their missing samples, whatever the order of the rows")
  func joining() throws {
    let fixture = try SyntheticFixture()
    let features = try fixture.lacking(["modality-2": [0, 3]])
    let old = features.samples
    let order = Array((0..<old.count).reversed())
    let samples = try SampleTable(
      ids: order.map { old.ids[$0] }, labels: order.map { old.labels[$0] }, classNames: old.classNames,
      subjects: order.map { old.subjects[$0] }, trials: old.trials.map { trials in order.map { trials[$0] } })
    var modality = features.modalities[1]
    modality.values = modality.values.selecting(order)
    modality.present = order.map { features.modalities[1].present![$0] }
    let first = try FeatureSet(samples: old, modalities: [features.modalities[0]], origin: features.origin)
    let second = try FeatureSet(samples: samples, modalities: [modality], origin: features.origin)
    let joined = try FeatureSet.joining([first, second], place: "joined")
    #expect(joined.modalities[1].present == features.modalities[1].present)
  }
}
