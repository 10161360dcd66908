import Statistics

extension RowRecords {
  /// The hits of two rows of the same samples, sample by sample and repetition by repetition.
  func paired(with other: RowRecords) -> (first: [Double], second: [Double], design: TestDesign)? {
    let times = max(repetitions, other.repetitions)
    guard let hits, let others = other.hits, let design = design(repetitions: times) else { return nil }
    return (repeating(hits, times: times), other.repeating(others, times: times), design)
  }
}

extension Board {
  /// What `Comparison` says of the rows at two places, if this board alone is looked at; nil where
  /// one of them is incomplete, or they were not scored on the same samples. Without the bootstrap,
  /// so that all pairs of a board are soon said.
  public func verdict(first: Int, second: Int, place: String) -> Comparison.Verdict? {
    guard rows[first].isComplete, rows[second].isComplete,
      groups[first].samples == groups[second].samples, let pair = groups[first].paired(with: groups[second])
    else { return nil }
    let comparison = compared(pair.first, pair.second, pair.design)
    return Comparison.Verdict(
      place: place, first: rows[first], second: rows[second], comparison: comparison, bootstrap: nil,
      holmPValue: comparison.pValue, equivalence: nil, firstBestProbability: nil, onBoard: onBoard(first, second))
  }

  /// The comparison of two rows' hits. The board's family of comparisons, so that whether its draws
  /// can speak for others is answered once.
  func compared(_ hits: [Double], _ others: [Double], _ design: TestDesign) -> PairedComparison {
    PairedComparison(
      hits, others, design: design, hits: true, comparisons: pairs?.count ?? 1,
      seed: Self.seed(title).deriving("sign-flips"))
  }

  /// What the board says of the rows at two places; nil where one of them has no rank.
  func onBoard(_ first: Int, _ second: Int) -> Comparison.OnBoard? {
    pairs.flatMap { pairs in
      pairs.holmPValue(ofPlaces: first, second).map { Comparison.OnBoard(holmPValue: $0, pairs: pairs.count) }
    }
  }
}

extension Leaderboard {
  /// What each board is called: its title, with its encoders where several boards have the same.
  public var places: [String] {
    let names = boards.map(\.title.name)
    return boards.map { board in
      let title = board.title
      return names.count { $0 == title.name } > 1 ? "\(title.name) (\(title.encoders))" : title.name
    }
  }
}
