/// What a training by gradient reached.
public struct TrainingReport: Sendable, Equatable {
  /// The mean loss of each epoch of the training that gave the model.
  public let losses: [Double]
  /// What held-out pairs said as training went on; nil where none were held out.
  public let heldOut: HeldOutCurve?
  /// The epochs chosen: those the model was trained for.
  public let epochs: Int
  /// The epochs that the schedule was laid out for.
  public let scheduled: Int
  /// The restart chosen, counted from 0.
  public let restart: Int
  /// The temperature learned, that of frames where clips have another; nil where the loss has none.
  public let temperature: Double?
}
