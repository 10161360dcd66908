import FeatureStore
import Files
import Foundation
import Locks
import Testing

@testable import Benchmarking
@testable import Records

/// Trials that another process has claimed, for as long as it likes.
@Suite("Trials that others have claimed")
struct ClaimedTrialsTests {
  @Test("one that is claimed in the first split holds up no other, and is run once the claim has ended")
  func firstSplit() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    try fixture.write("a.h5", [.init(name: "left"), .init(name: "right")])
    let configuration = try fixture.configuration(["a.h5"], protocols: "{leave-one-subject-out: {overlap: shared}}")
    let runner = try fixture.runner(configuration)
    let trials = try Plan(configuration, sources: runner.sources).trials
    try runner.store.prepare()
    let claims = try runner.store.claims()
    let first = trials[0].key
    #expect(claims.claim(SplitRun.number(of: first)))
    let summary = Mutex<Result<BenchmarkRunner.Summary, any Error>?>(nil)
    let thread = Thread {
      let result = Result { try runner.run() }
      summary.withLock { $0 = result }
    }
    thread.start()
    // All but the claimed one, in the other splits too.
    let records = fixture.url("results/stored/records")
    func count() -> Int {
      ((try? FileManager.default.contentsOfDirectory(atPath: records.path)) ?? []).count { $0.hasSuffix(".json") }
    }
    let end = ContinuousClock.now + .seconds(120)
    while count() < trials.count - 1, .now < end { Thread.sleep(forTimeInterval: 0.01) }
    #expect(count() == trials.count - 1 && summary.withLock { $0 == nil })
    #expect(try runner.store.record(first) == nil)
    claims.release(SplitRun.number(of: first))
    while summary.withLock({ $0 == nil }), .now < end { Thread.sleep(forTimeInterval: 0.01) }
    let done = try #require(try summary.withLock { try $0?.get() })
    #expect(done.planned == trials.count && done.computed == trials.count && done.left == 0 && done.isComplete)
    #expect(try runner.store.record(first) != nil)
  }
}
