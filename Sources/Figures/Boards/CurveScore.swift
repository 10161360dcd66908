/// A score that curves show.
struct CurveScore: Sendable {
  /// Its name in the records.
  let name: String
  let axisTitle: String
  /// Whether it is from 0 to 1, and drawn in percent.
  let isShare: Bool
}
