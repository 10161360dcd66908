/// The known name nearest to a mistyped one by Damerau-Levenshtein distance (adjacent swaps count
/// once), or nil where nothing is near.
///
/// A name counts as near when at most a third of its characters, and at least one, would have to
/// change. Ties go to the earlier name. Cost: O(|name| · |candidate|) for each candidate.
public func nearestName(to name: String, among candidates: [String]) -> String? {
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let distance = editDistance(Array(name.lowercased()), Array(candidate.lowercased()))
    let allowed = max(1, max(name.count, candidate.count) / 3)
    if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// "Did you mean 'x'?" or, where nothing is near, the list of known names.
public func suggestion(for name: String, among candidates: [String]) -> String {
  if let near = nearestName(to: name, among: candidates) { return "Did you mean '\(near)'?" }
  return candidates.isEmpty ? "" : "Known: \(candidates.joined(separator: ", "))."
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var rows = [Array(0...b.count)]
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var distance = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { distance = min(distance, rows[i - 1][j - 1] + 1) }
      row.append(distance)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
