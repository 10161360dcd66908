import Foundation
import Randomness
import Testing

/// Runs that are killed, shared out and started side by side must leave what one uninterrupted run
/// leaves.
@Suite("Runs that do not go straight", .serialized)
struct InterruptionTests {
  /// 2 splits x 2 directions of 54 trials, some of which fail (k = 60).
  private static let configuration = """
    benchmark: small
    dataset: {synthetic: {samples: 240, dimensions: [30, 24], latentDimension: 4, noise: 0.3}}
    protocols: [{random-40-40-10-10: {draws: 2}}]
    alignments:
      - perfect: {k: [2, 4, 8, 60]}
      - ridge-cca: {k: [2, 4, 8], ridge: [0.01, 0.1]}
      - ridge-cca: {select: {k: [2, 4], by: pair-retrieval}}
      - pls-svd: {k: [2, 4]}
      - infonce: {k: 4, epochs: 20}
    classifiers: [gaussian-mixture, nearest-centroid, ridge-classifier]
    """

  /// A folder with the configuration, where runs go.
  private struct Home {
    let folder: URL
    var file: URL { folder.appendingPathComponent("small.yaml") }

    init() throws {
      folder = try HARTransfer.temporaryFolder()
      try InterruptionTests.configuration.write(to: file, atomically: true, encoding: .utf8)
    }

    func arguments(_ results: String, _ more: [String] = []) -> [String] {
      [
        "run", file.path, "--results", folder.appendingPathComponent(results).path, "--cache",
        folder.appendingPathComponent("cache").path,
      ] + more
    }

    func run(_ results: String, _ more: String...) throws -> HARTransfer.Output {
      try HARTransfer.run(arguments(results, more))
    }

    func process(_ results: String, _ more: String...) throws -> Process {
      let process = Process()
      process.executableURL = HARTransfer.executable
      process.arguments = arguments(results, more)
      process.currentDirectoryURL = HARTransfer.package
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }

    func contents(_ results: String) throws -> [String: Data] {
      try ResultsContents.of(folder.appendingPathComponent(results).appendingPathComponent("small"))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
  }

  @Test("killed at 20 random moments, run by one job or two, or in three shards: the same bytes, times apart")
  func interrupted() throws {
    let home = try Home()
    defer { home.remove() }
    let started = ContinuousClock.now
    let whole = try home.run("whole", "--jobs", "1")
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    #expect(whole.code == 1, "k = 60 fails, and so the exit code says")
    let expected = try home.contents("whole")
    let records = expected.keys.count { $0.hasPrefix("records/") }
    #expect(records >= 200)

    ResultsContents.expectSame(
      expected,
      try {
        _ = try home.run("two", "--jobs", "2")
        return try home.contents("two")
      }(), "two jobs")

    for shard in ["2/3", "3/3", "1/3"] {
      let output = try home.run("shard-\(shard.prefix(1))", "--shard", shard, "--jobs", "2")
      #expect(output.standardOutput.isEmpty)
    }
    let merged = home.folder.appendingPathComponent("merged/small")
    try FileManager.default.createDirectory(
      at: merged.appendingPathComponent("records"), withIntermediateDirectories: true)
    var counts: [Int] = []
    for part in 1...3 {
      let source = home.folder.appendingPathComponent("shard-\(part)/small")
      let names = try FileManager.default.contentsOfDirectory(atPath: source.appendingPathComponent("records").path)
      counts.append(names.count)
      for name in names {
        // A name that is there already would be an error: shards are disjoint.
        try FileManager.default.copyItem(
          at: source.appendingPathComponent("records/\(name)"), to: merged.appendingPathComponent("records/\(name)"))
      }
      try? FileManager.default.copyItem(
        at: source.appendingPathComponent("plan.json"), to: merged.appendingPathComponent("plan.json"))
    }
    #expect(counts.reduce(0, +) == records && counts.allSatisfy { $0 > 0 })
    let resumed = try home.run("merged")
    #expect(resumed.standardError.contains("\(records) reused, 0 computed"))
    ResultsContents.expectSame(expected, try home.contents("merged"), "three shards")

    var random = Seed(base: 5).generator
    var kills = 0
    var finished = 0
    while kills < 20 {
      let process = try home.process("killed", "--jobs", "2")
      Thread.sleep(forTimeInterval: random.uniform() * min(seconds / 4, 1) + 0.02)
      if process.isRunning {
        kill(process.processIdentifier, SIGKILL)
        kills += 1
      } else {
        // It was done before its time came: begin anew, so that every kill hits work.
        finished += 1
        try FileManager.default.removeItem(at: home.folder.appendingPathComponent("killed"))
      }
      process.waitUntilExit()
      try #require(finished < 100)
    }
    _ = try home.run("killed", "--jobs", "2")
    ResultsContents.expectSame(expected, try home.contents("killed"), "killed twenty times")
  }

  @Test("two processes on one folder run every trial once, and leave what one leaves")
  func together() throws {
    let home = try Home()
    defer { home.remove() }
    _ = try home.run("whole")
    let first = try home.process("both", "--jobs", "2")
    let second = try home.process("both", "--jobs", "2")
    first.waitUntilExit()
    second.waitUntilExit()
    ResultsContents.expectSame(try home.contents("whole"), try home.contents("both"), "two processes")
    let logs = try home.run("both")
    #expect(logs.standardError.contains(" 0 computed"))
  }

  @Test("the two processes together computed no trial twice")
  func noTrialTwice() throws {
    let home = try Home()
    defer { home.remove() }
    // Each tells what it computed; together they make the plan.
    let script = """
      hartransfer \(home.arguments("both", ["--jobs", "1"]).joined(separator: " ")) > /dev/null 2> a.txt & 
      hartransfer \(home.arguments("both", ["--jobs", "1"]).joined(separator: " ")) > /dev/null 2> b.txt || true
      wait $! || true
      """
    _ = try HARTransfer.shell(script, in: home.folder)
    let texts = try ["a.txt", "b.txt"].map {
      try String(contentsOf: home.folder.appendingPathComponent($0), encoding: .utf8)
    }
    let computed = texts.map { text in
      text.firstMatch(of: /([0-9]+) computed/).flatMap { Int($0.1) } ?? -1_000_000
    }
    let records = try home.contents("both").keys.count { $0.hasPrefix("records/") }
    #expect(computed.reduce(0, +) == records, "\(texts)")
  }

  @Test("an interrupt ends the run cleanly, says how to go on, and what was finished is kept")
  func interrupt() throws {
    let home = try Home()
    defer { home.remove() }
    let script = """
      hartransfer \(home.arguments("cut", ["--jobs", "1"]).joined(separator: " ")) > out.txt 2> err.txt &
      for try in $(seq 400); do
        [ "$(ls cut/small/records 2> /dev/null | wc -l)" -ge 5 ] && break
        sleep 0.02
      done
      kill -INT $!
      code=0; wait $! || code=$?
      echo $code
      """
    // A shell without job control starts background processes with SIGINT ignored; the command
    // listens all the same.
    let output = try HARTransfer.shell(script, in: home.folder)
    let text = try String(contentsOf: home.folder.appendingPathComponent("err.txt"), encoding: .utf8)
    #expect(output.standardOutput.hasSuffix("1\n"))
    #expect(text.contains("go on"), "\(text)")
    let names = try FileManager.default.contentsOfDirectory(atPath: home.folder.path + "/cut/small/records")
    #expect(names.count >= 5 && names.count < 200 && names.allSatisfy { !$0.hasPrefix(".") })
    _ = try home.run("cut")
    _ = try home.run("whole")
    ResultsContents.expectSame(try home.contents("whole"), try home.contents("cut"), "interrupted")
  }

  @Test("failed trials stay until they are asked for, parts of a plan can be asked for, and force runs all of it again")
  func choices() throws {
    let home = try Home()
    defer { home.remove() }
    let part = try home.run("choices", "--only", "alignment=perfect", "--only", "classifier=nearest-centroid")
    // Two splits in two directions of four values of k, one of which fails.
    #expect(part.code == 1 && part.standardOutput.isEmpty)
    #expect(part.standardError.contains("small: 16 trials, 0 reused, 16 computed, 4 failed"))
    func again(_ more: String...) throws -> String {
      try HARTransfer.run(
        home.arguments("choices", ["--only", "alignment=perfect", "--only", "classifier=nearest-*"] + more)
      ).standardError
    }
    #expect(try again().contains("16 reused, 0 computed, 0 failed"))
    #expect(try again().contains("4 of the reused records are of failed trials"))
    #expect(try again("--retry-failed").contains("12 reused, 4 computed, 4 failed"))
    #expect(try again("--force").contains("0 reused, 16 computed, 4 failed"))
    let fast = try again("--force", "--fail-fast", "--jobs", "1")
    #expect(fast.contains(" 1 failed") && fast.contains(" not run"))
    for wrong in [
      ["--shard", "4/3"], ["--memory", "much"], ["--jobs", "0"], ["--only", "alignmemt=perfect"], ["--timeout", "0"],
    ] {
      #expect(try HARTransfer.run(home.arguments("choices", wrong)).code == 2)
    }
  }

  @Test("a budget of memory and a number of jobs change nothing in the results")
  func memory() throws {
    let home = try Home()
    defer { home.remove() }
    let only = ["--only", "alignment=ridge-cca"]
    _ = try HARTransfer.run(home.arguments("free", only + ["--jobs", "4"]))
    _ = try HARTransfer.run(home.arguments("bound", only + ["--jobs", "4", "--memory", "1M"]))
    ResultsContents.expectSame(try home.contents("free"), try home.contents("bound"), "memory budget")
  }
}
