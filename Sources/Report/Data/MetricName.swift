import Metrics

/// The metric that a column's name comes from, and of what it is measured there.
struct MetricName {
  let description: MetricDescription
  /// The ends of the name behind the metric's own: `Frames`, `Train`, ...
  let measuredOn: [String]

  private static let byName = Dictionary(
    MetricDescription.all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  private static let ends = ["Train", "Frames", "Source", "Target"]

  /// Nil where no metric has such a name.
  init?(_ column: String) {
    var name = Substring(column)
    var measuredOn: [String] = []
    while Self.byName[String(name)] == nil {
      guard let end = Self.ends.first(where: name.hasSuffix), name.count > end.count else { return nil }
      name = name.dropLast(end.count)
      measuredOn.insert(end, at: 0)
    }
    guard let description = Self.byName[String(name)] else { return nil }
    (self.description, self.measuredOn) = (description, measuredOn)
  }
}
