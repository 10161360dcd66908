import Datasets

func describe(_ verification: Verification) -> String {
  var lines = ["\(verification.dataset) in \(verification.folder)"]
  lines += matchingLines(verification.matching)
  lines += foldersTogether(verification.notHere).map { name, count in
    "  \(name): not here\(count > 1 ? " (\(count) folders)" : "")"
  }
  for file in verification.missing { lines.append("missing: \(file)") }
  for file in verification.unexpected { lines.append("unexpected: \(file)") }
  for file in verification.wrong {
    let expected = file.expected.map { "\($0.sha256) ('\($0.variant)')" }.joined(separator: " or ")
    lines.append("wrong: \(file.file): found \(file.found); expected \(expected)")
  }
  let faults = verification.missing.count + verification.unexpected.count + verification.wrong.count
  lines.append(
    faults > 0
      ? "\(faults) files are wrong: fetch them again or put them right"
      : verification.isSound ? "all is well" : "none of the listed files is here, so nothing was compared")
  return lines.joined(separator: "\n")
}

/// A line for each folder and list. Folders side by side, in one other than that of the data, share
/// one.
private func matchingLines(_ matching: [Verification.Matching]) -> [String] {
  var lines: [String] = []
  for variant in matching.map(\.variant).distinct {
    let own = matching.filter { $0.variant == variant }
    for (name, count) in foldersTogether(own.map(\.folder)) {
      let files = own.filter { $0.folder == name || (count > 1 && parent(of: $0.folder) == name) }.reduce(0) {
        $0 + $1.files
      }
      let place = name == "." ? "" : name + ": "
      lines.append("  \(place)\(files) files\(count > 1 ? " in \(count) folders" : "") as in '\(variant)'")
    }
  }
  return lines
}

/// Folders by the folder that they lie in, with their number, where several lie in one other than
/// that of the data.
private func foldersTogether(_ folders: [String]) -> [(name: String, count: Int)] {
  folders.map { parent(of: $0) ?? $0 }.distinct.flatMap { name -> [(String, Int)] in
    let inside = folders.filter { parent(of: $0) == name }
    let own = folders.contains(name) ? [(name, 1)] : []
    return own + (inside.count > 1 ? [(name, inside.count)] : inside.map { ($0, 1) })
  }
}

private func parent(of folder: String) -> String? { folder.lastIndex(of: "/").map { String(folder[..<$0]) } }
