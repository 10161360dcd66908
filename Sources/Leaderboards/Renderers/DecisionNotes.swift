import Statistics

/// What a board could and could not decide, said below its table.
enum DecisionNotes {
  /// The note on the smallest difference that the board could have seen, and on the rows that
  /// guessing may reach.
  static func notes(_ board: Board) -> [String] {
    [detectableDifference(board), guessing(board)].compactMap(\.self)
  }

  /// Nil where the board has no two rows that were compared, and of distances, which are no shares.
  private static func detectableDifference(_ board: Board) -> String? {
    guard board.ordering.isHigherBetter, let count = board.pairs?.count,
      let persons = board.rows.lazy.compactMap(\.againstBest).first?.comparison.design
    else { return nil }
    let compared = board.rows.compactMap { $0.againstBest?.comparison.difference }
    func median(alpha: Double) -> Double? {
      let all = compared.compactMap { $0.detectableDifference(alpha: alpha) }.sorted()
      // Of two in the middle the larger.
      return all.isEmpty ? nil : all[all.count / 2]
    }
    guard let one = median(alpha: 0.05), let all = median(alpha: 0.05 / Double(count)) else { return nil }
    let corrected = count > 1 ? ", below \(Comparison.points(all)) after Holm over all \(count) pairs" : ""
    return
      "Differences below about \(Comparison.points(one)) points would not be seen with these \(units(persons))\(corrected) "
      + "(80 % power at 5 %, the median of all rows beside the best)."
  }

  /// `15 persons`; what varies where there is one.
  private static func units(_ design: TestDesign) -> String {
    switch design.unit {
    case .subjects, .subjectsAndSplits: "\(design.subjectCount) persons"
    case .splits: "\(design.splitCount) splits of one person"
    case .samples: "\(design.sampleCount) samples of one person"
    }
  }

  /// Nil where every ranked row is above what guessing reaches by luck.
  private static func guessing(_ board: Board) -> String? {
    let names = MethodNames(board)
    let classifiers = Set(board.rows.map(names.classifier))
    let rows = board.rows.filter { $0.rank != nil && $0.isAboveGuessing == false }
    guard !rows.isEmpty else { return nil }
    let named = rows.map { row in
      names.method(row) + (classifiers.count > 1 ? " (\(names.classifier(row)))" : "")
    }
    let reached = Set(rows.compactMap(\.guessingAccuracy)).sorted().map { ValueText.fixed($0) }.distinct
    return "Not above what guessing reaches with 5 % probability on so many test samples "
      + "(\(reached.joined(separator: " to "))): \(named.distinct.joined(separator: "; "))."
  }

}
