/// A cloud of points a frame, sampled at a constant rate; a frame may have none.
public struct PointSeries: Sendable, Equatable {
  /// Point after point, all attributes of each together.
  public var values: [Float]
  /// What each number of a point is: `x`, `y`, `z`, then others such as `doppler` and `intensity`.
  public var attributes: [String]
  /// Where each frame begins, counted in points, and the number of all points at the end.
  public var offsets: [Int]
  /// Frames a second.
  public var rate: Double
  /// When the first frame was recorded, in seconds by a clock that all modalities of the sample
  /// share; 0 where nothing else is known.
  public var start: Double

  /// Joins the parts; offsets rise from 0 to the number of points.
  public init(values: [Float], attributes: [String], offsets: [Int], rate: Double, start: Double = 0) {
    precondition(
      offsets.first == 0 && offsets.last.map { $0 * attributes.count } == values.count
        && zip(offsets, offsets.dropFirst()).allSatisfy(<=),
      "offsets that do not fit \(values.count) numbers of \(attributes.count) attributes")
    self.values = values
    self.attributes = attributes
    self.offsets = offsets
    self.rate = rate
    self.start = start
  }

  /// Number of frames.
  public var frames: Int { offsets.count - 1 }

  /// The points of a frame, counted over all frames.
  public func points(of frame: Int) -> Range<Int> { offsets[frame]..<offsets[frame + 1] }

  /// The frames with these numbers, in that order; one may occur more than once.
  public func selecting(_ frames: [Int]) -> PointSeries {
    var (values, offsets): ([Float], [Int]) = ([], [0])
    for frame in frames {
      let points = points(of: frame)
      values += self.values[(points.lowerBound * attributes.count)..<(points.upperBound * attributes.count)]
      offsets.append(offsets[offsets.count - 1] + points.count)
    }
    return PointSeries(values: values, attributes: attributes, offsets: offsets, rate: rate, start: start)
  }
}
