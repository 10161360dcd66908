import Foundation
import Testing

@testable import hartransfer

@Suite("Completions of the shell")
struct CompletionTests {
  /// What bash offers behind a line that is divided into `words`, the last one being typed.
  private static func bash(_ words: [String], in folder: URL) throws -> [String] {
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let line = words.joined(separator: " ").replacing(" : ", with: ":").replacing(" = ", with: "=")
    let last = words.last ?? ""
    let current = last.allSatisfy { ":=".contains($0) } ? "" : last
    let script = """
      hartransfer --generate-completion-script bash >completion
      bash -c '. ./completion
        COMP_WORDS=('"\(quoted)"'); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="\(line)"; COMP_POINT=${#COMP_LINE}
        _hartransfer hartransfer "\(current)" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf "%s\\n" "${COMPREPLY[@]}"'
      """
    let output = try HARTransfer.shell(script, in: folder)
    #expect(output.code == 0, "\(output.standardError)")
    return output.standardOutput.split(separator: "\n").map(String.init)
  }

  @Test("bash offers commands, options, data sets, methods, configurations, results and rows")
  func words() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("small.yaml")
    try """
    benchmark: small
    dataset: {synthetic: {samples: 200, dimensions: [6, 5], latentDimension: 3, noise: 0.1}}
    protocols: [cross-subject]
    alignments: [{perfect: {k: [2, 3]}}, {ridge-cca: {k: 2}}]
    classifiers: [nearest-centroid]
    """.write(to: file, atomically: true, encoding: .utf8)
    #expect(try HARTransfer.shell("hartransfer run small.yaml --quiet", in: folder).code == 0)
    func offered(_ words: String...) throws -> [String] { try Self.bash(["hartransfer"] + words, in: folder) }
    #expect(try offered("lea") == ["leaderboard"])
    #expect(try offered("run", "--sh") == ["--shard"])
    #expect(try offered("leaderboard", "--format", "mark") == ["markdown"])
    #expect(try offered("datasets", "show", "spa") == ["spar"])
    #expect(try offered("alignments", "ridge") == ["ridge-cca", "ridge-map"])
    #expect(try offered("align", "x.h5", "--method", "perf") == ["perfect"])
    #expect(try offered("run", "sma") == ["small.yaml"])
    #expect(try offered("run", "Configs/sweeps/noi") == ["Configs/sweeps/noise.yaml"])
    #expect(try offered("leaderboard", "Results/s") == ["Results/small", "Results/small/"])
    #expect(try offered("compare", "Results/small", "perf").sorted() == ["perfect:k=2", "perfect:k=3"])
    #expect(try offered("compare", "Results/small", "perfect", ":", "k").sorted() == ["k=2", "k=3"])
    #expect(try offered("compare", "Results/small", "perfect", ":", "k", "=", "3", "rid") == ["ridge-cca"])
    #expect(try offered("compare", "Results/small", "--source", "modality-1", "non") == ["none"])
  }

  @Test("words that a shell divides at colons and equals signs are put together, and what it keeps is not repeated")
  func dividedWords() {
    let divided = CompletionRequest(
      ["hartransfer", "compare", "R", "perfect", ":", "k", "=", "64", "rid"], 5, "k", from: .bash)
    #expect(divided.words == ["hartransfer", "compare", "R"] && divided.typed == "perfect:k")
    #expect(divided.answer(["perfect:k=64", "ridge"]) == ["k=64"])
    let behind = CompletionRequest(["h", "c", "R", "perfect", ":"], 4, ":", from: .bash)
    #expect(behind.typed == "perfect:" && behind.answer(["perfect:k=64"]) == ["k=64"])
    let whole = CompletionRequest(["h", "c", "R", "perfect:k"], 3, "perfect:k", from: .fish)
    #expect(whole.answer(["perfect:k=64"]) == ["perfect:k=64"])
    #expect(CompletionRequest(["h", "c", "R", "p"], 3, "p", from: .zsh).answer(["perfect:k=64"]) == ["perfect\\:k=64"])
    #expect(
      CompletionRequest(["h", "c", "--source", "a", "R"], 5, "", from: .fish).arguments(
        optionsWithValue: ["--source"]) == ["h", "c", "R"])
  }

  @Test(
    "the scripts of zsh and fish are read by their shells without a complaint",
    arguments: ["zsh", "fish"])
  func otherShells(_ shell: String) throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = try HARTransfer.shell(
      """
      hartransfer --generate-completion-script \(shell) >completion
      if command -v \(shell) >/dev/null; then \(shell) -n completion; fi
      """, in: folder)
    #expect(output.code == 0 && output.standardError.isEmpty, "\(output.standardError)")
    let script = try String(contentsOf: folder.appendingPathComponent("completion"), encoding: .utf8)
    #expect(script.contains("datasets") && script.contains("---completion"))
  }
}
