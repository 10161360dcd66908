import Benchmarking
import Foundation
import Testing

@testable import Leaderboards
@testable import Records

@Suite("Stored results, checked and run again")
struct StoredResultsTests {
  private func reruns(_ run: SmallRun, _ keys: [String], in store: RecordStore? = nil) throws -> TrialReruns {
    let store = store ?? run.store
    let scratch = run.folder.appendingPathComponent("scratch")
    return try TrialReruns(of: keys, in: store, by: #require(try store.configuration()), scratch: scratch)
  }

  @Test(
    "results as a run leaves them are sound, in their folder and in an archive, and every trial gives its bytes again")
  func sound() throws {
    let run = try SmallRun()
    defer { run.remove() }
    try run.store.export(to: run.archive)
    for place in [run.store.folder, run.archive] {
      let found = try StoredResults(at: place)
      #expect(found.faults == [] && found.benchmark == "small" && found.failed == 0 && found.stale == 0)
      #expect(found.planned == found.records && found.records == found.rerunnable.count && found.records > 10)
      #expect(found.recomputation.count > found.records)
      let again = try reruns(run, found.rerunnable, in: found.store)
      #expect(again.ran == found.records && again.differences == [] && again.fault == nil && again.elsewhere == 0)
    }
    // Nothing is left of the reruns but features.
    let left = try FileManager.default.contentsOfDirectory(atPath: run.folder.appendingPathComponent("scratch").path)
    #expect(Set(left).isSubset(of: ["features"]))
  }

  @Test("each damage and each difference is named")
  func faults() throws {
    let run = try SmallRun()
    defer { run.remove() }
    let keys = try run.store.plan().filter { $0.trial.alignment.name == "perfect" }.map(\.key)
    try #require(keys.count == 4)
    try run.change(keys[0], "\"accuracy\":", "\"accuracy\":0.12345,\"accuracyOld\":")
    try run.change(keys[1], "\"labelled\":[", "\"labelled\":[119,")
    try Data("{".utf8).write(to: run.store.url(of: keys[2]))
    try FileManager.default.removeItem(at: run.store.url(of: keys[3]))
    try Data("{}".utf8).write(to: run.store.url(of: "old"))
    let found = try StoredResults(at: run.store.folder)
    #expect(found.records == found.planned - 2 && found.stale == 1)
    #expect(found.faults.count == 4, "\(found.faults)")
    #expect(found.faults.contains { $0.contains("record \(keys[0]): accuracy is stored as 0.12345") })
    #expect(found.faults.contains { $0.contains("record \(keys[1]): key is stored as this") })
    #expect(found.faults.contains { $0.hasPrefix("record \(keys[2]): ") && $0.contains("cannot be read") })
    #expect(found.faults.contains { $0.contains("1 trials of the plan have no record, such as \(keys[3])") })
    #expect(!found.rerunnable.contains(keys[2]) && !found.rerunnable.contains(keys[3]))
  }

  @Test("names of classes that other records of the same samples do not have, and lost predictions, are named")
  func names() throws {
    let run = try SmallRun()
    defer { run.remove() }
    let keys = try run.store.plan().filter { $0.trial.alignment.name == "perfect" }.map(\.key)
    try run.change(keys[0], "\"component-2\"", "\"component 2\"")
    try run.change(keys[1], "\"predictions\":{", "\"predictoins\":{")
    let found = try StoredResults(at: run.store.folder)
    #expect(found.faults.count == 2, "\(found.faults)")
    #expect(
      found.faults.contains {
        $0.hasPrefix("record \(keys[0]): class 1 is 'component 2', and 'component-2' in ")
          && $0.hasSuffix(" others of the same samples")
      })
    #expect(found.faults.contains { $0.hasPrefix("record \(keys[1]): ") && $0.contains("without predictions") })
  }

  @Test("a score that no stored prediction determines is found out when its trial is run again, and no other")
  func forged() throws {
    let run = try SmallRun()
    defer { run.remove() }
    let keys = try run.store.plan().filter { $0.trial.alignment.name == "perfect" }.map(\.key)
    try run.change(keys[0], "\"recallAt1\":", "\"recallAt1\":0.125,\"was\":")
    #expect(try StoredResults(at: run.store.folder).faults == [])
    let again = try reruns(run, keys)
    #expect(again.ran == 4 && again.differences.map(\.record) == [keys[0]] && again.fault == nil)
    let said = try #require(again.differences.first?.differences)
    #expect(said.contains { $0.hasPrefix("scores.recallAt1: stored 0.125, run again ") })
  }

  @Test("a configuration that gives other trials is a fault; missing data are said, and are none")
  func otherConfiguration() throws {
    let run = try SmallRun()
    defer { run.remove() }
    var configuration = try #require(try run.store.configuration())
    let text = try #require(configuration.files[configuration.main])
    configuration.files[configuration.main] = text.replacing("samples: 120", with: "samples: 121")
    let scratch = run.folder.appendingPathComponent("scratch")
    let keys = try run.store.plan().prefix(2).map(\.key)
    let again = try TrialReruns(of: keys, in: run.store, by: configuration, scratch: scratch)
    #expect(again.ran == 0 && again.fault?.contains("gives other trials here") == true)
    configuration.files[configuration.main] = text.replacing("alignments", with: "alinments")
    let broken = try TrialReruns(of: keys, in: run.store, by: configuration, scratch: scratch)
    #expect(broken.fault?.contains("alinments") == true)
    configuration.files[configuration.main] = text.replacing(
      "{synthetic: {samples: 120, dimensions: [4, 4], latentDimension: 2}}", with: "nowhere-to-be-found")
    #expect(
      try TrialReruns.missingInput(of: configuration, scratch: scratch)
        == "the data set nowhere-to-be-found is not here"
    )
    #expect(try TrialReruns.missingInput(of: #require(try run.store.configuration()), scratch: scratch) == nil)
    configuration.files[configuration.main] = text + "\npairs: [own, {dataset: {features: {files: [nowhere.h5]}}}]\n"
    #expect(
      try TrialReruns.missingInput(of: configuration, scratch: scratch) == "the feature file nowhere.h5 is not here")
    configuration.files[configuration.main] =
      text.replacing(
        "{synthetic: {samples: 120, dimensions: [4, 4], latentDimension: 2}}", with: "{features: {files: [a.h5]}}")
      + "\npairs: [{dataset: not-to-be-found}]\n"
    #expect(try TrialReruns.missingInput(of: configuration, scratch: scratch) == "the feature file a.h5 is not here")
  }

  @Test("on another kind of processor scores and predictions may be a little off, and nothing else")
  func elsewhere() throws {
    let run = try SmallRun()
    defer { run.remove() }
    let stored = try #require(try run.records(of: "perfect").first)
    func differences(sameMachine: Bool = false, _ change: (inout TrialRecord) -> Void) throws -> [String] {
      var other = stored
      if !sameMachine { other.provenance.processor = "another" }
      change(&other)
      let comparison = try RerunComparison(stored: stored, again: other)
      #expect(comparison.isSameMachine == sameMachine)
      return comparison.differences
    }
    let near = { (record: inout TrialRecord) in record.scores["accuracy"] = (stored.scores["accuracy"]!)! + 0.01 }
    #expect(try differences(near) == [])
    #expect(try differences(sameMachine: true, near).count == 1)
    #expect(try differences { $0.scores["accuracy"] = (stored.scores["accuracy"]!)! - 0.03 }.count == 1)
    #expect(try differences { $0.roles.labelled.removeLast() }.first?.hasPrefix("roles.labelled: ") == true)
    #expect(
      try differences {
        $0.predictions?.predicted = stored.predictions!.truth.map { ($0 + 1) % stored.classNames.count }
      }.count >= 1)
    #expect(try differences(sameMachine: true) { $0.run.seconds += 1 } == [])
  }
}
