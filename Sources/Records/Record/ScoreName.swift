/// Names of scores in a record, beside those that the metrics bring.
public enum ScoreName {
  /// Accuracy on the source modality of the test rows.
  public static let sourceAccuracy = "sourceAccuracy"

  /// What a metric of test rows is called on the pairs that the alignment was fitted on.
  public static func onPairs(_ metric: String) -> String { metric + "Train" }

  /// What a metric of clips is called frame by frame.
  public static func ofFrames(_ metric: String) -> String { metric + "Frames" }

  /// A reconstruction metric on the source's side or on the target's.
  public static func reconstruction(_ metric: String, target: Bool) -> String {
    metric + (target ? "Target" : "Source")
  }
}
