/// What stands below a board whose retrieval and neighbours were measured on a sample of test rows.
public enum SampleNote {
  /// Nil where all rows were measured.
  public static func note(_ rows: [LeaderboardRow]) -> String? {
    rows.compactMap(\.comparedRows).min().map { compared in
      "Retrieval and mutual neighbours are those among a fixed sample of \(compared) test rows: fewer candidates are "
        + "easier. 'metrics: all' in the configuration measures all rows."
    }
  }
}
