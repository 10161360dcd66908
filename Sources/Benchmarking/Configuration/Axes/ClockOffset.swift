extension Axis {
  /// By how many seconds *all* recordings of the target begin too late, as when its clock is wrong
  /// throughout.
  ///
  /// Labelled and test rows are as late as the pairs, so an offset found on the pairs is that of
  /// the test.
  static let clockOffset = Axis(
    name: "clockOffset", values: .seconds, keeps: .nothing,
    change: .recordings { seconds, _, target in
      try target.late(by: seconds, rows: Array(0..<target.recordings.samples.count))
    })
}
