import Foundation
import Testing

@Suite("Pipes that nobody reads")
struct PipeTests {
  private static func synthetic(in folder: URL) throws {
    #expect(try HARTransfer.shell("hartransfer run Configs/synthetic.yaml --quiet", in: folder).code == 0)
  }

  @Test("a result whose reader is gone ends the command by SIGPIPE, in silence, whatever the caller ignores")
  func result() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.synthetic(in: folder)
    for ignored in ["", "trap '' PIPE; "] {
      let script = """
        rm -f code
        { (\(ignored)hartransfer leaderboard Results/synthetic || echo $? >code) 2>errors; } | true
        cat code errors
        """
      // The reader ends at once; what is written after that finds nobody.
      let output = try HARTransfer.shell(script.replacing("| true", with: "| exec 0<&-"), in: folder)
      #expect(output.standardOutput == "141\n", "\(output.standardOutput)\(output.standardError)")
    }
    let first = try HARTransfer.shell("hartransfer leaderboard Results/synthetic --format csv | head -n 1", in: folder)
    #expect(first.code == 0 && first.standardError.isEmpty && first.standardOutput.hasPrefix("rank,"))
  }

  @Test("a run whose stdout and stderr are closed leaves every record and the leaderboard")
  func run() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = "{ hartransfer run Configs/synthetic.yaml --verbose 2>&1 || echo $? >code; } | exec 0<&-"
    let ended = try HARTransfer.shell("\(script)\ncat code", in: folder)
    #expect(ended.standardOutput == "141\n", "the board finds no reader, after all records are written")
    let left = try HARTransfer.shell("hartransfer leaderboard Results/synthetic", in: folder)
    #expect(left.code == 0, "\(left.standardError)")
    for form in ["json", "csv", "md"] {
      #expect(
        FileManager.default.fileExists(
          atPath: folder.appendingPathComponent("Results/synthetic/leaderboard.\(form)").path))
    }
  }
}
