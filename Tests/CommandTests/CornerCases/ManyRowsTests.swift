import Datasets
import FeatureStore
import Foundation
import Metrics
import Randomness
import Testing

@testable import Records

/// Metrics of quadratic cost where there are more rows than are compared in any case.
@Suite("Many rows, by the command")
struct ManyRowsTests {
  /// Noisy features of some more samples than are compared, with odd ids, in the given order.
  private static func features(_ order: (Range<Int>) -> [Int]) throws -> FeatureSet {
    let data = try SyntheticDataset {
      ($0.samples, $0.dimensions) = (MeasuredRows.most + 120, [3, 2])
      ($0.latentDimension, $0.noise) = (2, 0.3)
    }
    let set = try data.features(seed: Seed(base: 1))
    let odd = ["<script>alert(1)</script>", "\"'", ",|\\%_&", "👩‍👩‍👧", "a\nb", String(repeating: "x", count: 200)]
    let ids = set.samples.ids.enumerated().map { $0 < odd.count ? odd[$0] : $1 }
    let samples = try SampleTable(
      ids: ids, labels: set.samples.labels, classNames: set.samples.classNames, subjects: set.samples.subjects)
    let places = order(0..<samples.count)
    return try FeatureSet(
      samples: samples.selecting(places),
      modalities: set.modalities.map { modality in
        var modality = modality
        modality.values = modality.values.selecting(places)
        return modality
      }, origin: set.origin)
  }

  /// A text without the breaks of its lines.
  private static func unwrapped(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private struct Report: Decodable {
    struct Errors: Decodable {
      var count: Int
      var retrievalSample: Int?
      var scores: [String: Double?]
    }
    var pairs: Errors
  }

  @Test("'align' looks for partners among a sample, says so, and finds the same in every order of the samples")
  func align() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let arguments = ["--modalities", "modality-1,modality-2", "--method", "ridge-cca", "--parameters", "{k: 2}"]
    func report(_ file: URL, _ more: [String] = []) throws -> Report.Errors {
      let output = try HARTransfer.run(["align", file.path] + arguments + more + ["--format", "json"])
      #expect(output.code == 0, "\(output.standardError)")
      return try JSONDecoder().decode(Report.self, from: Data(output.standardOutput.utf8)).pairs
    }
    let files = ["forward", "backward"].map { folder.appendingPathComponent("\($0).h5") }
    try FeatureFile.write(Self.features { Array($0) }, to: files[0])
    try FeatureFile.write(Self.features { $0.reversed() }, to: files[1])
    let (fast, backward, all) = try (report(files[0]), report(files[1]), report(files[0], ["--metrics", "all"]))
    let rows = MeasuredRows.most + 120
    #expect(fast.count == rows && fast.retrievalSample == MeasuredRows.most)
    #expect(all.count == rows && all.retrievalSample == nil)
    for (name, value) in all.scores {
      let value = try #require(value)
      let (sampled, reversed) = (try #require(fast.scores[name] ?? nil), try #require(backward.scores[name] ?? nil))
      guard name.hasPrefix("cmae") else {
        #expect(sampled == reversed && abs(sampled - value) < 0.02 && value > 0, "\(name)")
        continue
      }
      #expect(sampled == value, "\(name)")
    }
    #expect(all.scores["recallAt1"] != fast.scores["recallAt1"])

    let note = "a fixed sample, \(MeasuredRows.most) of the \(rows) pairs"
    let text = try Self.unwrapped(HARTransfer.run(["align", files[0].path] + arguments).standardOutput)
    #expect(text.contains(note) && text.contains("'--metrics all'"), "\(text)")
    let whole = try HARTransfer.run(["align", files[0].path] + arguments + ["--metrics", "all"]).standardOutput
    #expect(whole.contains("recallAt1") && !whole.contains("sample,"), "\(whole)")
  }

  @Test("a benchmark marks the sample in plan, record and board, and 'metrics: all' measures all rows")
  func benchmark() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var records: [TrialRecord] = []
    for (rest, says) in [("", "'metrics: all' would take"), ("metrics: all", "are those of all rows")] {
      let file = folder.appendingPathComponent("many.yaml")
      try """
      benchmark: many
      dataset: {synthetic: {samples: 20400, dimensions: [3, 2], latentDimension: 2, noise: 0.3}}
      protocols: [cross-subject]
      directions: [modality-1 -> modality-2]
      alignments: [{ridge-cca: {k: 2}}]
      classifiers: [wccn]
      \(rest)
      """.write(to: file, atomically: true, encoding: .utf8)
      let plan = try HARTransfer.run("plan", file.path, "--results", folder.path)
      #expect(Self.unwrapped(plan.standardOutput).contains(says), "\(plan.standardOutput)\(plan.standardError)")
      let run = try HARTransfer.run("run", file.path, "--results", folder.path, "--quiet")
      #expect(run.code == 0, "\(run.standardError)")
      let store = RecordStore(folder: folder.appendingPathComponent("many"))
      let planned = try #require(try store.plan().first { $0.trial.alignment.name == "ridge-cca" })
      let record = try #require(try store.record(of: planned))
      #expect(try record.hasKeyOfContent)
      records.append(record)
      let board = try HARTransfer.run("leaderboard", store.folder.path)
      let note = "a fixed sample of \(MeasuredRows.most) test rows"
      #expect(Self.unwrapped(board.standardOutput).contains(note) == rest.isEmpty, "\(board.standardOutput)")
    }
    let (fast, all) = (records[0], records[1])
    #expect(fast.roles.test.count > MeasuredRows.most && fast.key != all.key)
    #expect(fast.latent?.comparedRows == MeasuredRows.most && all.latent?.comparedRows == nil)
    #expect(fast.trial.metrics == nil && all.trial.metrics == .all)
    let pairwise = ["recall", "meanReciprocal", "mutual"]
    for (name, value) in all.scores {
      let isPairwise = pairwise.contains { name.hasPrefix($0) }
      if !isPairwise { #expect(fast.scores[name] == value, "\(name)") }
    }
    #expect(fast.scores["mutualNeighboursNull"] != all.scores["mutualNeighboursNull"])
    #expect(fast.predictions == all.predictions)
  }

  @Test("what is no way of measuring is refused by the option and by the key")
  func refused() throws {
    let option = try HARTransfer.run("align", "x.h5", "--modalities", "a,b", "--method", "none", "--metrics", "some")
    #expect(option.code == 2 && option.standardError.contains("'all'") && option.standardError.contains("'fast'"))
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("odd.yaml")
    try "benchmark: odd\nmetrics: <script>\n".write(to: file, atomically: true, encoding: .utf8)
    let plan = try HARTransfer.run("plan", file.path)
    #expect(plan.code == 2 && plan.standardError.contains("metrics") && plan.standardError.contains("<script>"))
  }
}
