import Datasets
import LinearAlgebra

/// Reads one recording of clouds frame by frame, for `point-series`.
struct CloudReader {
  private let cloud: PointSeries
  private let attributes: CloudAttributes
  private let parameters: PointCloudSeries
  /// What positions are relative to.
  private let origin: [Double]

  init(_ cloud: PointSeries, attributes: CloudAttributes, parameters: PointCloudSeries) {
    (self.cloud, self.attributes, self.parameters) = (cloud, attributes, parameters)
    var origin = [0.0, 0, 0]
    let count = cloud.offsets.last ?? 0
    if parameters.origin == .recording, count > 0 {
      for point in 0..<count {
        for axis in 0..<3 {
          origin[axis] += Double(cloud.values[point * cloud.attributes.count + attributes.position[axis]])
        }
      }
      origin = origin.map { $0 / Double(count) }
    }
    self.origin = origin
  }

  /// The recording as channels.
  func series() -> TimeSeries {
    let frames = (0..<cloud.frames).map { read($0) }
    // Before the first frame with points stands what that one has.
    var held = frames.first { $0.held != nil }?.held
    let columns = frames.map { frame in
      held = frame.held ?? held
      let moments = held ?? [Float](repeating: 0, count: heldNames.count)
      return [frame.count] + moments + frame.shares
    }
    return TimeSeries(
      values: Matrix(columns: columns), rate: cloud.rate, channels: ["count"] + heldNames + shareNames,
      start: cloud.start)
  }

  /// What a frame gives: `held` is nil where it has no point.
  private struct Frame {
    var count: Float
    var held: [Float]?
    var shares: [Float]
  }

  private var heldNames: [String] {
    func all(_ quantity: String) -> [String] { CloudAttributes.axes.map { "\(quantity)-\($0)" } }
    return all("mean") + all("deviation") + ["covariance-x-y", "covariance-x-z", "covariance-y-z"] + all("low")
      + all("high") + attributes.others.flatMap { ["\($0.name)-mean", "\($0.name)-deviation"] }
      + (attributes.place(of: "intensity") == nil ? [] : all("weighted"))
  }

  private var shareNames: [String] {
    let grid = parameters.grid
    let cells = (0..<grid[0]).flatMap { x in
      (0..<grid[1]).flatMap { y in (0..<grid[2]).map { z in "\(x + 1)-\(y + 1)-\(z + 1)" } }
    }
    let voxels = cells.map { "voxel-\($0)" }
    guard attributes.place(of: "doppler") != nil else { return voxels }
    return (0...parameters.edges.count).map { "doppler-share-\($0 + 1)" } + voxels + cells.map { "motion-\($0)" }
  }

  private func read(_ frame: Int) -> Frame {
    let first = max(0, frame - parameters.reach)
    let last = min(cloud.frames - 1, frame + parameters.reach)
    let points = cloud.offsets[first]..<cloud.offsets[last + 1]
    let count = Float(points.count) / Float(last - first + 1)
    let shares = shares(of: points)
    return Frame(count: count, held: points.isEmpty ? nil : moments(of: points), shares: shares)
  }

  private func number(_ point: Int, _ place: Int) -> Double {
    Double(cloud.values[point * cloud.attributes.count + place])
  }

  private func position(_ point: Int, _ axis: Int) -> Double { number(point, attributes.position[axis]) - origin[axis] }

  /// Mean and moments of positions, then of the other attributes.
  private func moments(of points: Range<Int>) -> [Float] {
    let count = Double(points.count)
    let positions = (0..<3).map { axis in points.map { position($0, axis) } }
    let means = positions.map { $0.reduce(0, +) / count }
    let centred = zip(positions, means).map { values, mean in values.map { $0 - mean } }
    func product(_ a: Int, _ b: Int) -> Double { zip(centred[a], centred[b]).reduce(0) { $0 + $1.0 * $1.1 } / count }
    var numbers = means + (0..<3).map { product($0, $0).squareRoot() }
    numbers += [product(0, 1), product(0, 2), product(1, 2)]
    numbers += centred.map { $0.min() ?? 0 } + centred.map { $0.max() ?? 0 }
    for attribute in attributes.others {
      let values = points.map { number($0, attribute.place) }
      let mean = values.reduce(0, +) / count
      numbers += [mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()]
    }
    if let intensity = attributes.place(of: "intensity") {
      let weights = points.map { max(0, number($0, intensity)) }
      let total = weights.reduce(0, +)
      numbers += centred.map { values in total > 0 ? zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total : 0 }
    }
    return numbers.map { Float($0) }
  }

  /// Shares of the points: of the Doppler histogram, of the cells, and the Doppler in each cell.
  private func shares(of points: Range<Int>) -> [Float] {
    let doppler = attributes.place(of: "doppler")
    let cells = parameters.grid.reduce(1, *)
    var histogram = [Double](repeating: 0, count: doppler == nil ? 0 : parameters.edges.count + 1)
    var voxels = [Double](repeating: 0, count: cells)
    var motion = [Double](repeating: 0, count: doppler == nil ? 0 : cells)
    for point in points {
      let cell = cells > 0 ? self.cell(of: point) : nil
      if let cell { voxels[cell] += 1 }
      guard let doppler else { continue }
      let speed = number(point, doppler)
      histogram[parameters.edges.count { $0 <= speed }] += 1
      if let cell { motion[cell] += speed }
    }
    let count = Double(max(1, points.count))
    return (histogram + voxels + motion).map { Float($0 / count) }
  }

  private func cell(of point: Int) -> Int {
    (0..<3).reduce(0) { index, axis in
      let (low, high, cells) = (parameters.low[axis], parameters.high[axis], parameters.grid[axis])
      let place = (position(point, axis) - low) / (high - low) * Double(cells)
      return index * cells + Int(min(max(place, 0), Double(cells - 1)))
    }
  }
}
