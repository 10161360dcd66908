import Diagnostics
import FeatureStore
import Foundation
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

/// Pairs of another data set of recordings: who sees what, and what names the records.
@Suite("Pairs of another data set of recordings")
struct PairsOfRecordingsTests {
  private static let other = "{dataset: other, placement: any}"

  @Test("all pairs are rows of the other data set, and encoders that learn were fitted on these alone")
  func roles() throws {
    let fixture = try OtherDatasetFixture()
    defer { fixture.remove() }
    let configuration = try fixture.configuration("[own, \(Self.other)]")
    let plan = try fixture.plan(configuration)
    let (own, foreign) = (
      plan.parts.filter { $0.source.foreignPairs == nil }, plan.parts.filter { $0.source.foreignPairs != nil }
    )
    #expect(own.count == 2 && foreign.count == 2)
    for (own, foreign) in inStep(own, foreign) {
      let (before, now) = (own.split.roles, foreign.split.roles)
      #expect(now.labelled == before.labelled && now.test == before.test && now.paired == Array(80..<160))
      #expect(own.split.candidateClasses == foreign.split.candidateClasses)
      let features = try foreign.source.features(for: foreign.split, progress: nil)
      #expect(features.samples.count == 160 && features.samples.ids[80] == "other/a0_s1_t1")
      #expect(features.samples.labels[80...].allSatisfy { features.samples.classNames[$0] == SampleTable.unlabelled })
      #expect(Set(features.samples.subjects[..<80]).isDisjoint(with: features.samples.subjects[80...]))
      for modality in features.all where modality.sequence == nil {
        #expect(modality.fittedOn == Array(features.samples.ids[80...]))
      }
    }
  }

  @Test("a run recognises the classes, and its records say which pairs they had, of which bytes")
  func records() throws {
    let fixture = try OtherDatasetFixture()
    defer { fixture.remove() }
    let records = try fixture.run(fixture.configuration("[own, \(Self.other)]"))
    let foreign = records.filter { $0.trial.pairs != nil }
    #expect(foreign.count * 2 == records.count)
    for record in foreign {
      #expect(record.trial.pairs?.name == "other" && record.trial.dataset == "made")
      #expect(record.data.values.allSatisfy { $0.split(separator: " ").count == 2 })
      #expect(record.classNames == ["reach", "turn", "lift", "shake", "rest"])
      #expect(try record.hasKeyOfContent)
      #expect(record.confusion.map { $0.counts.count == 5 } ?? true)
    }
    let aligned = foreign.filter { $0.trial.alignment.name == "ridge-cca" }
    #expect(aligned.count == 2)
    for record in aligned {
      #expect(record.trial.targetSeenText == "pairs of another data set (other)")
      #expect(try record.score("accuracy") > 0.6, "\(record.trial.level)")
    }
    let bound = try #require(foreign.first { $0.trial.alignment.name == Bound.targetSupervised.rawValue })
    #expect(bound.trial.targetSeenText == "labels of all labelled rows")
  }

  @Test("without the key 'pairs', and with 'own', keys are those of today; each data set shapes the others")
  func keys() throws {
    let fixture = try OtherDatasetFixture()
    defer { fixture.remove() }
    func keys(_ pairs: String, _ fixture: OtherDatasetFixture) throws -> [[String]] {
      let plan = try fixture.plan(fixture.configuration(pairs))
      return [true, false].map { isOwn in
        plan.parts.filter { ($0.source.foreignPairs == nil) == isOwn }.flatMap(\.trials).map(\.key)
      }
    }
    let both = try keys("[own, \(Self.other)]", fixture)
    #expect(try keys("own", fixture)[0] == both[0])
    #expect(Set(both[0]).isDisjoint(with: both[1]) && both[0].count == both[1].count)
    let trial = try #require(fixture.plan(fixture.configuration("own")).trials.first)
    #expect(try !String(decoding: JSONEncoder().encode(trial.description), as: UTF8.self).contains("pairs"))
    let changed = try OtherDatasetFixture(noise: 0.07)
    defer { changed.remove() }
    let anew = try keys("[own, \(Self.other)]", changed)
    #expect(anew[0] == both[0] && Set(anew[1]).isDisjoint(with: both[1]))
    // Of the data set itself, one number changes.
    let file = fixture.own.folder.appendingPathComponent("data/recordings.h5")
    try FileManager.default.removeItem(at: file)
    try FileManager.default.copyItem(
      at: changed.own.folder.appendingPathComponent("datasets/other/data/recordings.h5"), to: file)
    let ownChanged = try keys("[own, \(Self.other)]", fixture)
    #expect(Set(ownChanged[0]).isDisjoint(with: both[0]) && Set(ownChanged[1]).isDisjoint(with: both[1]))
  }

  @Test("recordings at another rate are brought to that of the data set, and give about the same scores")
  func rates() throws {
    let plain = try OtherDatasetFixture()
    defer { plain.remove() }
    let slow = try OtherDatasetFixture([.init(name: "wrist", rate: 80), .init(name: "belt", rate: 20)])
    defer { slow.remove() }
    let runner = try slow.runner(slow.configuration(Self.other))
    #expect(runner.pairsOfOtherDatasets.contains("pairs of other: wrist: 80 Hz to 40 Hz"))
    let (before, after) = (
      try plain.run(plain.configuration(Self.other)), try slow.run(slow.configuration(Self.other))
    )
    for (before, after) in inStep(before, after) where before.trial.alignment.name == "ridge-cca" {
      #expect(try abs(before.score("accuracy") - after.score("accuracy")) < 0.15)
    }
  }

  @Test(
    "what does not fit is refused by name, and says what to do",
    arguments: [
      ("{dataset: other}", "worn", "placement: any"),
      ("{dataset: made, placement: any}", "the data set itself", "its own pairs"),
      ("{dataset: nowhere}", "nowhere", "nowhere"),
      ("{dataset: other, placement: any, modalities: {ankle: wrist}}", "'ankle'", "wrist"),
      ("{dataset: other, placement: any, modalities: {wrist: ankle}}", "'ankle'", "wrist"),
      (
        "{dataset: other, placement: any, modalities: {wrist: {modality: wrist, channels: [a, b]}}}", "channels",
        "channels: [...]"
      ),
      (
        "{dataset: other, placement: any, modalities: {wrist: {modality: wrist, channels: [a, z]}}}", "'z'",
        "a, b, c, d"
      ),
      ("{dataset: other, place: any}", "place", "placement"),
      ("[own, own]", "own, own", "once"), ("elsewhere", "'elsewhere'", "dataset: elsewhere"),
      ("{dataset: {synthetic: {samples: 10}}}", "synthetic", "feature files"),
    ])
  func refusals(_ pairs: String, found: String, advice: String) throws {
    let fixture = try OtherDatasetFixture()
    defer { fixture.remove() }
    let fault = #expect(throws: InputError.self) { try fixture.runner(fixture.configuration(pairs)) }
    let text = "\(try #require(fault))"
    #expect(text.localizedCaseInsensitiveContains(found) && text.localizedCaseInsensitiveContains(advice), "\(text)")
  }

  @Test("the same files under another id are refused")
  func sameFiles() throws {
    let fixture = try OtherDatasetFixture(noise: 0.05)
    defer { fixture.remove() }
    let fault = #expect(throws: InputError.self) { try fixture.runner(fixture.configuration(Self.other)) }
    #expect("\(try #require(fault))".contains("the files of"))
  }

  @Test("own pairs are added: those that a run with as many own pairs alone has")
  func ownPairs() throws {
    let fixture = try OtherDatasetFixture()
    defer { fixture.remove() }
    let configuration = try fixture.configuration(
      "[own, \(Self.other)]", rest: "axes: {pairs: [5], ownPairs: [0, 5, 12]}")
    let parts = try fixture.plan(configuration).parts.filter { $0.level == .clips }
    func paired(_ condition: Condition?, foreign: Bool) throws -> [Int] {
      try #require(parts.first { $0.condition == condition && ($0.source.foreignPairs != nil) == foreign })
        .split.roles.paired
    }
    #expect(parts.count == 2 + 4)
    let (five, twelve) = (Condition(.ownPairs, 5), Condition(.ownPairs, 12))
    #expect(try paired(five, foreign: true).filter { $0 < 80 } == paired(Condition(.pairs, 5), foreign: false))
    #expect(try paired(five, foreign: true).count == 85 && paired(twelve, foreign: true).count == 92)
    #expect(try Set(paired(five, foreign: true)).isSubset(of: paired(twelve, foreign: true)))
    let description = try #require(parts.first { $0.condition == five }?.trials.first { !$0.isBound }).description
    #expect(description.targetSeenText == "unlabelled pairs + pairs of another data set (other)")
    #expect("\(five)" == "5 own pairs added")
    // More than there are, and none to add to.
    let many = try fixture.configuration(Self.other, rest: "axes: {ownPairs: [41]}")
    let none = #expect(throws: InputError.self) { try fixture.plan(many) }
    #expect("\(try #require(none))".contains("from 0 to 20"))
    let alone = #expect(throws: InputError.self) { try fixture.configuration("own", rest: "axes: {ownPairs: [5]}") }
    #expect("\(try #require(alone))".contains("to themselves"))
  }

  @Test("a modality may be some channels of a sensor, in the data set itself and in the other")
  func parts() throws {
    let fixture = try OtherDatasetFixture()
    defer { fixture.remove() }
    let configuration = try fixture.configuration(
      "{dataset: other, placement: any, modalities: {belt: {modality: belt, channels: [c, a, b]}}}",
      rest: "modalities: {belt: {modality: belt, channels: [a, b, c]}}")
    let runner = try fixture.runner(configuration)
    #expect(runner.pairsOfOtherDatasets.contains("pairs of other: belt: channels brought to the order of the data set"))
    let source = try #require(runner.sources[0].first?.recorded)
    for row in [0, 80] {
      guard case .series(let part) = try source.signal(row: row, modality: "belt") else {
        Issue.record("no series")
        continue
      }
      #expect(part.channels == ["a", "b", "c"] && part.values.rows == 3)
    }
    #expect(try runner.run().isComplete)
  }
}
