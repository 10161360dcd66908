import ArgumentParser
import Diagnostics
import Figures
import Foundation
import Leaderboards
import Records

/// `hartransfer figures`
struct FiguresCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "figures", abstract: "Draw figures for papers as SVG, PDF and PNG.", usage: "<results> ... [<options>]",
    paragraphs: [
      "Each figure has its numbers (CSV) and its script beside it: 'gnuplot NAME.gp' draws it again. Its kinds:",
      FigureKinds.descriptions.map { "  \($0.name): \($0.summary)." }.joined(separator: "\n"),
      "A board's rows with one classifier are a figure. Boards at points of an axis or a sweep are on the curves; "
        + "--board draws them by themselves. What cannot be drawn is said on stderr with its reason. Several results "
        + "are compared in one figure of ranks, and two rows of them in one of differences.",
      "Exit code 1: nothing could be drawn.",
    ],
    examples: [
      "hartransfer figures Results/synthetic",
      "hartransfer figures Results/sweep-noise --only curves --width 174mm",
      "hartransfer figures Results/mars Results/isl --only forest --pair none infonce",
    ])

  @Argument(help: "The benchmarks' results folders, such as Results/spar.", completion: .results)
  var results: [String]

  @Option(
    help: ArgumentHelp("The folder of the figures. Default: figures in the first results folder.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(help: ArgumentHelp("The width of a figure: 84mm for one column of a paper, 174mm for two.", valueName: "mm"))
  var width = "84mm"

  @Option(
    help: ArgumentHelp("The kinds, joined by commas. Default: all.", valueName: "kinds"),
    completion: .list(FigureKinds.descriptions.map(\.name))) var only: String?

  @Option(help: ArgumentHelp("Only boards whose title holds this text; may be given again.", valueName: "text"))
  var board: [String] = []

  @Option(
    help:
      "The row whose confusions, latents and directions are drawn, such as ridge-cca:k=64. Default: the best-ranked one.",
    completion: .rowQueries)
  var row: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Two rows whose difference over data sets is drawn (forest).", valueName: "first second"))
  var pair: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "A data set and what the two rows are called there; may be given again.", valueName: "data-set first second"))
  var on: [String] = []

  @Option(help: ArgumentHelp("The forms, joined by commas.", valueName: "forms")) var format = "svg,pdf,png"

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    try await reportingInputErrors {
      let options = try figureOptions()
      let found = try results.map { folder in
        let store = try RecordStore(at: URL(fileURLWithPath: folder))
        let leaderboard = try Leaderboard(store)
        printUnusable(of: leaderboard)
        return Figures.Result(store: store, leaderboard: leaderboard)
      }
      let folder = try found[0].store.place(of: output, otherwise: "figures")
      let outcome = try await Figures(found, options: options).draw(into: folder)
      for reason in outcome.leftOut { printLog("not drawn: \(reason)") }
      printResult(outcome.drawn.map { "\(folder.path)/\($0)\n" }.joined())
      printLog("\(outcome.drawn.count) figures in \(folder.path), each as \(format) with its .csv and .gp")
      if outcome.drawn.isEmpty { throw ExitCode(1) }
    }
  }

  private func figureOptions() throws -> FigureOptions {
    func list(_ text: String) -> [String] {
      text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
    let known = FigureOptions.Form.allCases.map(\.rawValue)
    let forms = try list(format).map { name in
      guard let form = FigureOptions.Form(rawValue: name) else {
        throw InputError(
          "--format", found: "'\(name)'", expected: "some of \(known.joined(separator: ", "))",
          advice: suggestion(for: name, among: known))
      }
      return form
    }
    guard !forms.isEmpty else {
      throw InputError("--format", found: "no form", expected: "some of \(known.joined(separator: ", "))")
    }
    return try FigureOptions(
      width: FigureOptions.millimetres(width), forms: forms, kinds: only.map(list), boards: board,
      row: row.map { try RowQuery($0) }, pair: rowPair())
  }

  private func rowPair() throws -> FigureOptions.Pair? {
    guard !pair.isEmpty || !on.isEmpty else { return nil }
    guard pair.count == 2 else {
      throw InputError(
        "--pair", found: "\(pair.count) rows", expected: "two rows",
        advice: "Write --pair ridge-cca:k=64 student-teacher.")
    }
    return FigureOptions.Pair(
      try RowQuery(pair[0]), try RowQuery(pair[1]), names: try DifferenceAcrossDataSets.names(on))
  }
}
