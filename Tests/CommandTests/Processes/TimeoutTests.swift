import Foundation
import Testing

/// A trial that takes too long is ended, although nothing can end its thread.
@Suite("Trials that are given up", .serialized)
struct TimeoutTests {
  /// 2 directions of an alignment that takes minutes, and of two that take no time; their bounds.
  private static let configuration = """
    benchmark: late
    dataset: {synthetic: {samples: 240, dimensions: [30, 24], latentDimension: 4, noise: 0.3}}
    protocols: [{random-40-40-10-10: {draws: 2}}]
    alignments:
      - infonce: {k: 4, epochs: 100000}
      - perfect: {k: 4}
      - pls-svd: {k: 4}
    classifiers: [nearest-centroid]
    """

  @Test("a new process goes on with what is left, counts are those of all, and what was replaced is replaced once")
  func handover() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("late.yaml")
    try Self.configuration.write(to: file, atomically: true, encoding: .utf8)
    func run(_ results: String, _ more: String...) throws -> HARTransfer.Output {
      try HARTransfer.run(
        [
          "run", file.path, "--results", folder.appendingPathComponent(results).path, "--cache",
          folder.appendingPathComponent("cache").path,
        ] + more)
    }
    func counts(_ output: HARTransfer.Output) -> [Int] {
      output.standardError.firstMatch(of: /late: ([0-9]+) trials, ([0-9]+) reused, ([0-9]+) computed, ([0-9]+) failed/)
        .map { [$0.1, $0.2, $0.3, $0.4].map { Int($0) ?? -1 } } ?? []
    }
    let late = try run("late", "--timeout", "2", "--jobs", "1")
    let trials = counts(late).first ?? 0
    #expect(late.code == 1 && trials > 8 && counts(late) == [trials, 0, trials, 4], "\(late.standardError)")
    // Two splits in two directions; behind the last of them something is left each time but one.
    let successions = late.standardError.matches(of: /a new process goes on/).count
    #expect(successions >= 3, "\(late.standardError)")
    #expect(late.standardOutput.contains("perfect"))

    let again = try run("late", "--timeout", "2", "--jobs", "2", "--retry-failed")
    #expect(counts(again) == [trials, trials - 4, 4, 4], "\(again.standardError)")
    let forced = try run("late", "--timeout", "2", "--jobs", "2", "--force")
    #expect(counts(forced) == [trials, 0, trials, 4], "\(forced.standardError)")

    // The trials that are in time have the records of a run without a limit.
    let part = ["--only", "alignment=perfect", "--only", "alignment=pls-svd"]
    _ = try HARTransfer.run(
      [
        "run", file.path, "--results", folder.appendingPathComponent("whole").path, "--cache",
        folder.appendingPathComponent("cache").path,
      ] + part)
    func contents(_ results: String) throws -> [String: Data] {
      try ResultsContents.of(folder.appendingPathComponent(results).appendingPathComponent("late"))
    }
    let (all, whole) = (try contents("late"), try contents("whole"))
    let records = whole.filter { $0.key.hasPrefix("records/") }
    #expect(records.count == 8)
    for (name, record) in records { #expect(all[name] == record, "\(name)") }
  }

  @Test("what stands in the environment of another process is not taken for an earlier run")
  func strangers() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("late.yaml")
    try Self.configuration.write(to: file, atomically: true, encoding: .utf8)
    for (place, text) in ["1:0", "x", "", "99999999:3", ":"].enumerated() {
      let script = """
        HARTRANSFER_EARLIER='\(text)' hartransfer run late.yaml --only alignment=perfect --results r\(place) --cache c
        """
      let output = try HARTransfer.shell(script, in: folder)
      #expect(output.code == 0 && output.standardError.contains("4 trials, 0 reused, 4 computed, 0 failed"))
    }
  }
}
