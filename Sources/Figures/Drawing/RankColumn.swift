/// Ranks with their 95 % intervals at the right of a frame, and the tie groups as dots on a line.
struct RankColumn {
  private let rows: [PartRow]
  private let groups: [Int]
  private let size = Typeface.small
  private let slot = 1.8

  /// More groups than this are numbers.
  private static let mostSlots = 6

  init(_ rows: [PartRow]) {
    self.rows = rows
    groups = Set(rows.compactMap(\.row.tieGroup)).sorted()
  }

  private var texts: [String] {
    rows.map { row in
      guard let rank = row.row.rank else { return "" }
      guard let low = row.row.rankLow, let high = row.row.rankHigh else { return "\(rank)" }
      return "\(rank) (\(low)–\(high))"
    }
  }

  private var drawsSlots: Bool { groups.count <= Self.mostSlots }
  private var textWidth: Double {
    (texts + ["rank (95 %)"]).map { TextWidth.millimetres($0, size: size) }.max() ?? 0
  }
  /// Millimetres at the right of the frame.
  var width: Double { textWidth + 2 + (drawsSlots ? max(5, Double(groups.count) * slot) : 6) }

  func draw(on script: inout GnuplotScript, in frame: Frame) {
    let pitch = frame.height / Double(rows.count)
    func y(_ place: Int) -> Double { frame.top - (Double(place) + 0.5) * pitch }
    let end = frame.right + 1 + textWidth
    script.text("rank (95 %)", x: end, y: frame.top + 1.6, side: .right, size: size, colour: Looks.grey)
    script.text("ties", x: end + 1.4, y: frame.top + 1.6, size: size, colour: Looks.grey)
    for (place, text) in texts.enumerated() where !text.isEmpty {
      script.text(text, x: end, y: y(place), side: .right, size: size)
    }
    for (place, group) in groups.enumerated() {
      let members = rows.indices.filter { rows[$0].row.tieGroup == group }
      guard drawsSlots else {
        for member in members { script.text("\(group)", x: end + 2, y: y(member), size: size) }
        continue
      }
      let x = end + 2.2 + Double(place) * slot
      if let first = members.first, let last = members.last, first < last {
        script.line(from: (x, y(first)), to: (x, y(last)), colour: Looks.ink, width: 1)
      }
      for member in members { script.point(7, x: x, y: y(member), size: 0.25, colour: Looks.ink) }
    }
  }
}
