import ArgumentParser
import Benchmarking
import Diagnostics
import Files
import Foundation
import Leaderboards
import Records
import Splits

/// `hartransfer import`
struct ImportCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "import", abstract: "Make predictions of your own method a row of a board.",
    usage: "<results> <predictions> --row <name> [<options>]",
    paragraphs: [
      "The predictions are a table in CSV: 'id', and 'predicted' with a class by its name or by its number from 0, or "
        + "one column of probabilities for each class. Where samples are tested in several splits, 'split' too. All test "
        + "rows of the board must be there, each once, and no others. 'hartransfer export <results> --rows <file>' lists "
        + "them.",
      "The row is marked as imported everywhere. Scores that need latents are empty. It has a rank where --saw names no "
        + "more than the methods of the board see: \(TargetSeen.allCases.map(\.rawValue).joined(separator: ", ")). The "
        + "same name again on the same board takes the place of the first.",
    ],
    examples: [
      "hartransfer import Results/synthetic predictions.csv --row 'My method' \\\n"
        + "      --source modality-1 --target modality-2 --saw 'unlabelled pairs'"
    ])

  @Argument(help: "The benchmark's results folder, such as Results/spar.", completion: .results)
  var results: String

  @Argument(help: "The predictions, a table in CSV.", completion: .file(extensions: ["csv"]))
  var predictions: String

  @Option(help: ArgumentHelp("The name of the row, as it is shown.", valueName: "name")) var row: String

  @Option(
    help: ArgumentHelp(
      "What of the target the method saw; may be given again. Default: not stated.", valueName: "what"),
    completion: .list(TargetSeen.allCases.map(\.rawValue)))
  var saw: [String] = []

  @Option(help: ArgumentHelp("The board's source modality.", valueName: "modality"), completion: .rows(\.source))
  var source: String?
  @Option(help: ArgumentHelp("The board's target modality.", valueName: "modality"), completion: .rows(\.target))
  var target: String?
  @Option(
    name: .customLong("protocol"), help: ArgumentHelp("The board's protocol.", valueName: "name"),
    completion: .rows(\.protocol.name))
  var protocolName: String?
  @Option(
    help: ArgumentHelp(
      "A part of the board's title. Default: the board at the defaults of all axes, without decodings.",
      valueName: "text"))
  var board: String?

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    try await reportingInputErrors {
      let store = try RecordStore(at: URL(fileURLWithPath: results))
      guard !store.isArchive else {
        throw InputError(results, found: "an archive", expected: "a results folder, which takes new rows")
      }
      let file = URL(fileURLWithPath: predictions)
      try RegularFile.check(file, expected: "a table in CSV")
      guard let data = try? Data(contentsOf: file), let text = String(data: data, encoding: .utf8) else {
        throw InputError(
          predictions, found: "no readable file in UTF-8", expected: "a table in CSV",
          advice: suggestion(forMissing: predictions, otherwise: "Check the path."))
      }
      let choice = TrialDescription.Choice.imported(
        row: try Self.checked(row), file: Checksum.of(data), saw: try Self.seen(saw))
      let imported = try ImportedPredictions(
        PredictionTable(text, place: predictions), as: choice, in: store,
        filter: RowFilter(source: source, target: target, protocol: protocolName), title: board,
        provenance: .current())
      try store.write(imported: imported.records)
      for note in imported.notes { printLog(note) }
      let hits = imported.records.compactMap(\.predictions).flatMap(\.hits)
      printResult(
        "\(row): \(Int(hits.reduce(0, +))) of \(hits.count) test rows are right, in \(imported.records.count) "
          + "split\(imported.records.count == 1 ? "" : "s") of\n\(imported.board)\n")
      printLog("'hartransfer leaderboard \(store.folder.relativePath)' shows the row beside the others.")
    }
  }

  /// A name that stands on one line.
  private static func checked(_ name: String) throws -> String {
    let isText = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && !$0.properties.isBidiControl }
    guard isText, !name.contains(where: \.isNewline), !name.allSatisfy(\.isWhitespace), name.count <= 200 else {
      throw InputError(
        "--row",
        found: name.count > 200 ? "a name of \(name.count) characters" : "an empty name, or one with line breaks",
        expected: "a name of at most 200 characters on one line")
    }
    return name
  }

  /// The standard names; nil where none is given.
  private static func seen(_ names: [String]) throws -> [TargetSeen]? {
    let known = TargetSeen.allCases.map(\.rawValue)
    guard !names.isEmpty else { return nil }
    if names == ["nothing"] { return [] }
    return try names.map { name in
      guard let seen = TargetSeen(rawValue: name) else {
        throw InputError(
          "--saw", found: "'\(name.prefix(80))'", expected: "'nothing', or one of \(known.joined(separator: ", "))",
          advice: suggestion(for: name, among: known))
      }
      return seen
    }
  }
}
