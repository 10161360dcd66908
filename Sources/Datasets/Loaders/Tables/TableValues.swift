import Diagnostics
import Foundation

extension TableCutter {
  /// The recording that `row` speaks of; nil where its class, subject, trial or session is to be
  /// skipped.
  func recording(_ group: Group, rows: [Range<Int>], row: Int, of count: Int) throws -> TableRecording? {
    func text(_ key: String, _ value: ValueDescription?) throws -> (text: String, meaning: String)?? {
      guard let value, value.counted == nil else { return .some(nil) }
      let text = try self.text(key, value, group, row: row, of: count)
      if value.skip?.contains(text) == true {
        group.skips["'skip' names the \(key) '\(text)'", default: 0] += 1
        return .none
      }
      return .some((text, value.map?[text] ?? text))
    }
    guard let subject = try text("subject", tables.subject), let label = try text("class", tables.class),
      let trial = try text("trial", tables.trial), let session = try text("session", tables.session)
    else { return nil }
    func place(_ key: String) -> String {
      let table =
        group.cases.map { $0.place(row) } ?? group.table.map { $0.place(row: rows[group.reference].lowerBound) } ?? ""
      return "\(table): \(key)"
    }
    func number(_ key: String, _ value: (text: String, meaning: String)?) throws -> Int? {
      guard let value else { return nil }
      guard let number = Int(value.meaning) else {
        throw InputError(
          place(key), found: "'\(value.meaning)'", expected: "a whole number",
          advice: "Give '\(value.text)' a number under 'tables: \(key): map'.")
      }
      return number
    }
    guard let label, let index = manifest.classes.firstIndex(of: label.meaning) else {
      let meaning = label?.meaning ?? ""
      throw InputError(
        place("class"), found: "'\(meaning)'", expected: "one of \(manifest.classes.joined(separator: ", "))",
        advice: suggestion(for: meaning, among: manifest.classes)
          + " Otherwise name what it means under 'tables: class: map', or leave it out under 'skip'.")
    }
    let person = try number("subject", subject) ?? 0
    if let known = manifest.subjects, !known.contains(person) {
      throw InputError(
        place("subject"), found: "\(person)", expected: "one of \(known.map(String.init).joined(separator: ", "))",
        advice: "Add it to 'subjects' of the manifest, or leave it out under 'tables: subject: skip'.")
    }
    return TableRecording(
      group: group.number, rows: rows, subject: person, label: index, trial: try number("trial", trial),
      session: try number("session", session), reference: group.reference)
  }

  /// All recordings with the trials that are counted, and with their names.
  func named(_ groups: [GroupIndex]) throws -> [TableRecording] {
    var counts: [[Int]: Int] = [:]
    var result: [TableRecording] = []
    for group in groups {
      var previous: TableRecording?
      for var recording in group.recordings {
        let key = [recording.subject, recording.label]
        switch tables.trial?.counted {
        case .recordings:
          counts[key, default: 0] += 1
          recording.trial = counts[key]
        case .runs:
          let follows =
            previous.map {
              $0.subject == recording.subject && $0.label == recording.label
                && $0.rows[$0.reference].upperBound == recording.rows[recording.reference].lowerBound
            } ?? false
          if !follows { counts[key, default: 0] += 1 }
          recording.trial = counts[key]
          recording.part = follows ? (previous?.part ?? 0) + 1 : 0
        case nil:
          if tables.recordings == .rows || recording.trial == nil {
            recording.part = recording.rows[recording.reference].lowerBound
          }
        }
        previous = recording
        let name = manifest.classes[recording.label].map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
        recording.id =
          "\(name)_s\(recording.subject)" + (recording.session.map { "_e\($0)" } ?? "")
          + (recording.trial.map { "_t\($0)" } ?? "_g\(recording.group)") + (recording.part.map { "_r\($0)" } ?? "")
        result.append(recording)
      }
    }
    var first: [String: TableRecording] = [:]
    for recording in result {
      if let other = first.updateValue(recording, forKey: recording.id) {
        let names = [other, recording].map { files.groups[$0.group].files[0][0] }
        throw InputError(
          files.folder.appendingPathComponent(names[1]).path, found: "'\(recording.id)' again, as in \(names[0])",
          expected: "one recording of each subject, class and trial",
          advice: "Remove one of the two, or let 'tables: trial' be {counted: recordings}.")
      }
    }
    return result
  }
}
