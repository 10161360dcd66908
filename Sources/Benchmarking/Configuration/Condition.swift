/// One point of an axis, away from its default. What an axis does is said at `Axis`.
public struct Condition: Codable, Sendable, Hashable {
  /// The number of pairs.
  public var pairs: Int?
  /// Labelled rows of the source in each class.
  public var labels: Int?
  /// Labelled rows of the target in each class.
  public var fewShot: Int?
  /// The fraction of pairs that are mismatched.
  public var mismatchedPairs: Double?
  /// Seconds by which the target's recordings of the pairs begin too late.
  public var timeShift: Double?
  /// Channels of the target that are dead on the test rows.
  public var missingChannels: Int?
  /// Seconds by which all of the target's recordings begin too late.
  public var clockOffset: Double?

  /// A point of an axis.
  public init(_ axis: Axis, _ value: Double) {
    switch axis {
    case .pairs: pairs = Int(value)
    case .labels: labels = Int(value)
    case .fewShot: fewShot = Int(value)
    case .mismatchedPairs: mismatchedPairs = value
    case .timeShift: timeShift = value
    case .missingChannels: missingChannels = Int(value)
    case .clockOffset: clockOffset = value
    }
  }

  /// The value on an axis; nil where the condition is at its default.
  public subscript(axis: Axis) -> Double? {
    switch axis {
    case .pairs: pairs.map(Double.init)
    case .labels: labels.map(Double.init)
    case .fewShot: fewShot.map(Double.init)
    case .mismatchedPairs: mismatchedPairs
    case .timeShift: timeShift
    case .missingChannels: missingChannels.map(Double.init)
    case .clockOffset: clockOffset
    }
  }

  /// The same at the default of an axis; nil where nothing else is away from its default.
  public func without(_ axis: Axis) -> Condition? {
    var rest = self
    switch axis {
    case .pairs: rest.pairs = nil
    case .labels: rest.labels = nil
    case .fewShot: rest.fewShot = nil
    case .mismatchedPairs: rest.mismatchedPairs = nil
    case .timeShift: rest.timeShift = nil
    case .missingChannels: rest.missingChannels = nil
    case .clockOffset: rest.clockOffset = nil
    }
    return rest.axes.isEmpty ? nil : rest
  }

  /// The axes on which it is away from the default.
  public var axes: [Axis] { Axis.allCases.filter { self[$0] != nil } }

  /// Whether no label of the target is used.
  public var isZeroLabel: Bool { fewShot == nil }
}

extension Condition: CustomStringConvertible {
  /// What is different, for titles: `54 pairs`.
  public var description: String {
    [
      pairs.map { "\($0) pairs" },
      labels.map { "\($0) labels a class" },
      fewShot.map { "few-shot: \($0) target labels a class" },
      mismatchedPairs.map { "\($0) of the pairs mismatched" },
      timeShift.map { "target of the pairs \($0) s late" },
      missingChannels.map { "\($0) dead channels of the target in the test" },
      clockOffset.map { "target \($0) s late" },
    ].compactMap(\.self).joined(separator: ", ")
  }
}
