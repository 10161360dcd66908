import Benchmarking
import Foundation
import Records
import Testing

@testable import hartransfer

@Suite("Progress")
struct ProgressTests {
  private typealias Instant = ContinuousClock.Instant
  private static let start = ContinuousClock.now

  private static func trial(_ alignment: String, _ source: String, split: Int) throws -> TrialDescription {
    let choice: (String) -> [String: Any] = { ["name": $0, "parameters": [String: Any]()] }
    let object: [String: Any] = [
      "benchmark": "b", "dataset": "d", "datasetVersion": "1", "protocol": choice("p"), "split": "s\(split)",
      "source": source, "target": "inertial", "encoderSource": choice("e"), "encoderTarget": choice("e"),
      "reduction": [String: Any](), "alignment": choice(alignment), "classifier": choice("c"), "seed": 0,
    ]
    return try JSONDecoder().decode(TrialDescription.self, from: JSONSerialization.data(withJSONObject: object))
  }

  /// A run of 40 trials, of which 10 had a record and 10 were run in 20 s, one of them failing.
  private static func halfway() throws -> RunProgress {
    var progress = RunProgress(at: start)
    _ = progress.note(.begins(trials: 40), at: start)
    for split in 0..<10 {
      _ = progress.note(
        .ended(.init(trial: try trial("perfect", "depth", split: split), accuracy: 0.5, isReused: true)), at: start)
    }
    for split in 0..<10 {
      let ended = ProgressEvent.EndedTrial(
        trial: try trial("ridge-cca", "skeleton", split: split), accuracy: split == 9 ? nil : 0.872, isReused: false)
      _ = progress.note(.ended(ended), at: start + .seconds(2 * (split + 1)))
      _ = progress.note(
        .stage("trials s", done: split + 1, total: 20), at: start + .seconds(2 * (split + 1)))
    }
    return progress
  }

  @Test("the line says trials, time left, failures, reuse and the best so far, and fits any width")
  func line() throws {
    let progress = try Self.halfway()
    let now = Self.start + .seconds(20)
    #expect(
      progress.line(at: now, columns: 200) == "[###############...............] 20/40 trials, 40 s left, 1 failed, "
        + "10 reused, best so far 0.872 ridge-cca, skeleton -> inertial")
    for columns in 10...200 { #expect(progress.line(at: now, columns: columns).count < max(columns, 11)) }
    #expect(progress.line(at: now, columns: 30) == "20/40 trials, 40 s left")
    #expect(
      progress.report(at: now) == "after 20 s: 20/40 trials, 40 s left, 1 failed, 10 reused, best so far 0.872 "
        + "ridge-cca, skeleton -> inertial")
  }

  @Test("records that are reused take no time, and before the first trial nobody knows what is left")
  func timeLeft() throws {
    var progress = RunProgress(at: Self.start)
    _ = progress.note(.begins(trials: 4), at: Self.start)
    let reused = ProgressEvent.EndedTrial(trial: try Self.trial("cca", "a", split: 0), accuracy: 1, isReused: true)
    _ = progress.note(.ended(reused), at: Self.start + .seconds(30))
    #expect(progress.secondsLeft() == nil)
    #expect(!progress.line(at: Self.start + .seconds(30), columns: 100).contains("left"))
  }

  @Test("while recordings are encoded the line is about that, and a stage that ends is one line")
  func encoding() {
    var progress = RunProgress(at: Self.start)
    _ = progress.note(.begins(trials: 4), at: Self.start)
    #expect(progress.note(.stage("encode depth", done: 10, total: 40), at: Self.start + .seconds(5)) == nil)
    #expect(
      progress.line(at: Self.start + .seconds(5), columns: 100) == "encode depth 10/40, 15 s left, 0/4 trials")
    let ended = progress.note(.stage("encode depth", done: 40, total: 40), at: Self.start + .seconds(20))
    #expect(ended == "encode depth: 40 in 20 s")
  }

  @Test("the best so far is no bound that knows more, and no row of fewer splits than others of its direction")
  func best() throws {
    var best = BestSoFar()
    #expect(best.text == nil)
    func note(_ alignment: String, _ accuracy: Double, split: Int) throws {
      best.note(
        .init(trial: try Self.trial(alignment, "skeleton", split: split), accuracy: accuracy, isReused: false))
    }
    try note("target-supervised", 1, split: 0)
    #expect(best.text == nil)
    try note("cca", 0.6, split: 0)
    try note("perfect", 0.7, split: 0)
    #expect(best.text == "0.700 perfect, skeleton -> inertial")
    try note("cca", 0.4, split: 1)
    #expect(best.text == "0.500 cca, skeleton -> inertial")
  }

  @Test("a pipe gets plain lines, a terminal one line that is written over, and 'quiet' neither")
  func streams() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func run(_ more: String) throws -> HARTransfer.Output {
      try HARTransfer.shell("hartransfer run Configs/synthetic.yaml \(more)", in: folder)
    }
    let plain = try run("")
    #expect(plain.code == 0 && !plain.standardError.contains("\u{1B}") && !plain.standardError.contains("\r"))
    #expect(plain.standardError.contains("trials draw-1: 18 in "))
    let quiet = try run("--force --quiet")
    #expect(quiet.code == 0 && quiet.standardError.isEmpty && quiet.standardOutput == plain.standardOutput)
    let verbose = try run("--verbose")
    #expect(verbose.standardError.contains("draw-1: 18 trials, 18 have a record"))
    let terminal = try HARTransfer.shell(
      "TERM=xterm script -qec 'stty cols 60; hartransfer run Configs/synthetic.yaml --force >table' log >seen",
      in: folder)
    #expect(terminal.code == 0)
    let seen = try String(contentsOf: folder.appendingPathComponent("seen"), encoding: .utf8)
    let lines = seen.components(separatedBy: "\r\u{1B}[K").dropFirst()
    #expect(lines.contains { $0.contains("90/90 trials") })
    #expect(lines.allSatisfy { line in line.count < 60 || line.contains("\n") })
    let table = try String(contentsOf: folder.appendingPathComponent("table"), encoding: .utf8)
    #expect(!table.contains("\u{1B}"))
  }

  @Test("after a run the commands to type next work as they stand")
  func next() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try HARTransfer.shell("hartransfer run Configs/synthetic.yaml --results 'my results'", in: folder)
    let lines = run.standardError.split(separator: "\n").drop { $0 != "next:" }.dropFirst()
    #expect(lines.count == 3 && lines.contains { $0.contains("compare 'my results/synthetic' perfect ") })
    for line in lines {
      let output = try HARTransfer.shell(String(line), in: folder)
      #expect(output.code == 0, "\(line)\n\(output.standardError)")
    }
  }
}
