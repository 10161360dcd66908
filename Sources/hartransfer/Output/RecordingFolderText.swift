import Datasets
import PlainText

/// What `hartransfer inspect` prints of a folder of recordings, for a person.
struct RecordingFolderText {
  private let summary: RecordingSummary

  init(_ summary: RecordingSummary) { self.summary = summary }

  var blocks: [Block] {
    let head = "\(summary.folder)  files: \(summary.files), looked into: \(summary.looked)"
    let varying = summary.varying.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let paths = varying.isEmpty ? [] : [Block.line("in the paths: \(varying.joined(separator: ", "))")]
    let patterns = summary.kinds.map { Block.item("\($0.name): \($0.files.joined(separator: ", "))") }
    let left = summary.left.map { Block.item("not used: \($0)") }
    return [.line(head), .table(table), .line("a recording: \(Self.words[summary.recordings] ?? summary.recordings)")]
      + paths + patterns + left + [.line("--propose-manifest prints a manifest for it")]
  }

  private static let words = [
    "file": "a file of each modality", "rows": "a row", "runs": "successive rows of one label",
  ]

  private var table: TextTable {
    let kinds = summary.kinds
    return TextTable(
      columns: [
        TableColumn("kind", kind: .text) { kinds[$0].name }, TableColumn("files") { "\(kinds[$0].count)" },
        TableColumn("columns") { "\(kinds[$0].columns)" }, TableColumn("channels") { "\(kinds[$0].channels)" },
        TableColumn("Hz", worth: .optional(2)) { kinds[$0].rate.map { "\(($0 * 10).rounded() / 10)" } ?? "?" },
        TableColumn("time", kind: .text, worth: .optional(1)) { kinds[$0].time ?? "" },
        TableColumn("labels", kind: .text, worth: .optional(0)) { kinds[$0].labels.joined(separator: ", ") },
      ], rowCount: kinds.count)
  }
}
