extension ColumnChoice {
  /// Draws a bracket beside the numbers of groups: from the first row of a group to the last.
  mutating func bracketGroups() {
    for place in columns.indices where columns[place].column.kind == .group {
      columns[place].cells = Self.bracketed(columns[place].cells)
    }
  }

  private static func bracketed(_ groups: [String]) -> [String] {
    var (first, last): ([String: Int], [String: Int]) = ([:], [:])
    for (row, group) in groups.enumerated() where !group.isEmpty {
      first[group] = first[group] ?? row
      last[group] = row
    }
    // A row without a group stands inside the bracket of the rows around it.
    var above = [String?](repeating: nil, count: groups.count)
    var below = above
    for row in groups.indices.dropFirst() { above[row] = groups[row - 1].isEmpty ? above[row - 1] : groups[row - 1] }
    for row in groups.indices.dropLast().reversed() {
      below[row] = groups[row + 1].isEmpty ? below[row + 1] : groups[row + 1]
    }
    let width = groups.map(\.displayWidth).max() ?? 0
    return groups.enumerated().map { row, group in
      let bracket: String
      if group.isEmpty {
        bracket = above[row] != nil && above[row] == below[row] ? "│" : ""
      } else if first[group] == last[group] {
        bracket = ""
      } else {
        bracket = first[group] == row ? "┌" : last[group] == row ? "└" : "│"
      }
      return bracket.isEmpty ? group : group.filled(width) + " " + bracket
    }
  }
}
