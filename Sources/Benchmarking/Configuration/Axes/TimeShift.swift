extension Axis {
  /// By how many seconds the target's recordings of the *pairs* begin too late.
  ///
  /// Only pairs need two clocks to agree: labelled and test rows that are no pairs stay as they
  /// are. Encoders that learn are fitted on the shifted pairs. What is missing and what is held is
  /// said at `Signal.late(by:)`.
  static let timeShift = Axis(
    name: "timeShift", values: .seconds, keeps: .nothing,
    change: .recordings { seconds, data, target in
      try target.late(by: seconds, rows: data.split.roles.pairedTargets)
    })
}
