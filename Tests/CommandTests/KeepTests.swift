import Foundation
import Testing

@testable import Records

/// What `keep` in a configuration changes, and what it does not.
@Suite("Kept latents, by the command")
struct KeepTests {
  private static func configuration(_ rest: String) -> String {
    """
    benchmark: kept
    dataset: {synthetic: {samples: 400, dimensions: [5, 4], latentDimension: 2, noise: 0.5}}
    protocols: [{random-40-40-10-10: {draws: 2}}]
    directions: [modality-1 -> modality-2]
    alignments: [{perfect: {k: 2}}, {ridge-cca: {k: [1, 2]}}, {pls-svd: {k: 2}}, ridge-map]
    classifiers: [gaussian-mixture]
    decodings: [subject-centring]
    \(rest)
    """
  }

  private struct Preview: Decodable {
    struct Part: Decodable { var recorded: Int }
    var parts: [Part]
  }

  /// The rows of the boards without times.
  private static func board(_ folder: URL) throws -> [JSONValue] {
    let text = try Data(contentsOf: folder.appendingPathComponent("kept/leaderboard.json"))
    return try JSONDecoder().decode([JSONValue].self, from: text).map { row in
      .object(row.members.filter { !$0.key.hasSuffix("Seconds") })
    }
  }

  @Test("boards, scores and predictions are the same with kept latents, which --recompute reads too")
  func sameBoards() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let parts = ["", "keep: [latents]"].enumerated().map { ("\($0.offset)", $0.element) }
    for (name, rest) in parts {
      let file = folder.appendingPathComponent("\(name).yaml")
      try Self.configuration(rest).write(to: file, atomically: true, encoding: .utf8)
      let run = try HARTransfer.run("run", file.path, "--results", folder.appendingPathComponent(name).path, "--quiet")
      #expect(run.code == 0, "\(run.standardError)")
    }
    let (without, with) = (folder.appendingPathComponent("0"), folder.appendingPathComponent("1"))
    #expect(try Self.board(without) == Self.board(with))

    let stores = [without, with].map { RecordStore(folder: $0.appendingPathComponent("kept")) }
    let plans = try stores.map { try $0.plan() }
    #expect(plans[0].count == plans[1].count && !plans[0].isEmpty)
    var kept = 0
    for (bare, planned) in zip(plans[0], plans[1]) {
      // Members as they were written, byte for byte.
      let texts = try zip(stores, [bare, planned]).map { try Data(contentsOf: $0.url(of: $1.key)) }
      for member in ["/scores", "/predictions", "/confusion", "/latent", "/roles", "/data"] {
        let own = try texts.map { try #require(JSONDocument($0)).json(member) }
        #expect(own[0] == own[1], "\(planned.trial.alignment.name) \(member)")
      }
      let record = try #require(try stores[1].record(of: planned))
      #expect(try record.hasKeyOfContent)
      kept += record.latentPlane == nil ? 0 : 1
    }
    #expect(kept == plans[1].count { $0.trial.keep != nil } && kept > 0)

    let recomputed = try HARTransfer.run("leaderboard", stores[1].folder.path, "--recompute")
    #expect(recomputed.code == 0 && recomputed.standardError.contains("0 differ"))
    let again = try HARTransfer.run(
      "run", folder.appendingPathComponent("1.yaml").path, "--results", with.path)
    #expect(again.standardError.contains("0 computed"))
    // Without what is kept the bounds are found again, since their records hold the same.
    let bounds = plans[1].count { $0.trial.keep == nil }
    let preview = try HARTransfer.run(
      "plan", folder.appendingPathComponent("0.yaml").path, "--results", with.path, "--format", "json")
    let recorded = try JSONDecoder().decode(Preview.self, from: Data(preview.standardOutput.utf8)).parts.map(
      \.recorded)
    #expect(recorded.reduce(0, +) == bounds)
  }

  @Test("a record whose latents in two dimensions are damaged is computed again")
  func damage() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("kept.yaml")
    try Self.configuration("keep: [latents]").write(to: file, atomically: true, encoding: .utf8)
    #expect(try HARTransfer.run("run", file.path, "--results", folder.path, "--quiet").code == 0)
    let store = RecordStore(folder: folder.appendingPathComponent("kept"))
    let planned = try #require(try store.plan().first { $0.trial.keep != nil })
    var record = try #require(try store.record(planned.key))
    let whole = record.latentPlane
    record.latentPlane?.target.removeFirst()
    try store.write(record)
    let board = try HARTransfer.run("leaderboard", store.folder.path)
    #expect(board.code == 1 && board.standardError.contains("latents of the target"), "\(board.standardError)")
    let run = try HARTransfer.run("run", file.path, "--results", folder.path)
    #expect(run.code == 0 && run.standardError.contains("1 computed"), "\(run.standardError)")
    #expect(try store.record(planned.key)?.latentPlane == whole)
  }
}
