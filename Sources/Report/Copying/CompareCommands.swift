import Leaderboards
import PlainText
import Records

/// Commands that compare a row with another one of its board.
struct CompareCommands {
  private typealias Part = (option: String, value: @Sendable (TrialDescription) -> String)

  private static let parts: [Part] = [
    ("classifier", { $0.classifier.name }), ("source", { $0.source }), ("target", { $0.target }),
    ("protocol", { $0.protocol.name }),
  ]

  private let folder: String
  /// The parts in which rows of these results differ.
  private let differing: [Part]

  init(_ result: ReportedResults) {
    folder = result.store.folder.relativePath
    let trials = result.first.plan
    differing = Self.parts.filter { part in Set(trials.map(part.value)).count > 1 }
  }

  /// The command up to the second method, which follows, with the options that single out the
  /// row's board and classifier as far as there are any.
  func text(_ query: RowQuery, of trial: TrialDescription) -> String {
    let options = differing.map { "--\($0.option) \(ShellWord.quoted($0.value(trial)))" }
    return (["hartransfer compare", ShellWord.quoted(folder)] + options + [ShellWord.quoted(query.text)])
      .joined(separator: " ")
  }
}
