/// The range of an axis of accuracies, in percent: from 0, or closer where nearly all rows lie
/// together. Rows below it stand at its edge, with their value beside them.
struct AccuracyAxis {
  let low: Int

  /// - Parameter spans: what each row takes of the axis: its interval and its persons, as shares.
  init(_ spans: [ClosedRange<Double>]) {
    let isAbove = { (share: Double) in
      { (span: ClosedRange<Double>) in span.lowerBound >= share }
    }
    low =
      stride(from: 80, through: 30, by: -10).first { percent in
        let share = Double(percent) / 100
        let above = spans.count(where: isAbove(share))
        let across = spans.count { $0.lowerBound < share && $0.upperBound >= share }
        return across == 0 && above >= 3 && 4 * above >= 3 * spans.count
      } ?? 0
  }

  var share: Double { Double(low) / 100 }

  /// Whether a row of that accuracy stands at the edge.
  func isBelow(_ accuracy: Double) -> Bool { accuracy < share }

  /// gnuplot's range and tics of the axis, `x` or `y`.
  func prepare(_ script: inout GnuplotScript, axis: String, beyond: Double = 0) {
    script.add("set \(axis)range [\(low):\(GnuplotScript.short(100 + beyond))]")
    script.add("set \(axis)tics \(low),\(low < 30 ? 20 : 10),100 nomirror offset \(axis == "x" ? "0,0.4" : "0.4,0")")
  }
}

extension PartRow {
  /// What the row takes of an axis of accuracies.
  func span(_ persons: [Double] = []) -> ClosedRange<Double> {
    let ends = persons + [accuracy] + (row.accuracyInterval.map { [$0.lowerBound, $0.upperBound] } ?? [])
    return (ends.min() ?? 0)...(ends.max() ?? 1)
  }
}
