import Datasets
import LinearAlgebra
import Parameters

/// A depth video as time series: what a coarse grid over the person sees in each frame.
///
/// The grid of `rows` x `columns` cells lies over the extent of the person in the whole recording.
/// Each cell gives three channels. `occupancy-r-c` is the share of its pixels that are seen.
/// `depth-r-c` is the distance of these pixels from the recording's median distance, in units of
/// its spread (first to last percentile), averaged over all pixels of the cell; nearer is positive.
/// `motion-r-c` is the mean change since the frame before, 0 in the first frame, of a picture that
/// is 0 for unseen pixels and 1 (far) to 2 (near) for seen ones. Nine more channels describe the
/// whole frame: `centroid-x|y|z`, and the edges `low-x|y|z` and `high-x|y|z`. They are relative to
/// the recording's extent, so 0 to 1 in x and y. A frame without seen pixels repeats these nine of
/// the frame before.
///
/// Any frame size; pixels of 0 are nothing. Cost: O(pixels).
public struct DepthSeries: SignalStage, FittedSignalStage, Equatable {
  public static let name = "depth-series"
  public static let card = MethodCard(
    summary: "A depth video as time series: what a coarse grid over the person sees in each frame.",
    objective: "none: occupancy, relative depth and motion of each cell; centroid and extents of the frame",
    solution: "area averages within the person's extent over the recording", cost: "O(pixels)",
    source: "this project, after spatial pyramids of depth motion maps")
  /// A depth video.
  public static let input = SignalKind.depth

  @Parameter(.whole(from: 1, through: 240), "rows of the grid") public var rows = 6
  @Parameter(.whole(from: 1, through: 320), "columns of the grid") public var columns = 5

  /// The defaults: 6 x 5 cells, 99 channels.
  public init() {}

  /// The names of the channels: the cells' column by column for each of the three kinds, then the
  /// nine of the whole frame.
  var channels: [String] {
    let cells = (0..<columns).flatMap { c in (0..<rows).map { r in "\(r)-\(c)" } }
    let whole = ["centroid", "low", "high"].flatMap { name in ["x", "y", "z"].map { "\(name)-\($0)" } }
    return ["occupancy", "depth", "motion"].flatMap { kind in cells.map { "\(kind)-\($0)" } } + whole
  }

  /// The video as time series; zeros if nothing is seen in any frame.
  public func apply(_ signal: Signal) throws -> Signal {
    let video = try signal.depth(for: Self.name)
    let names = channels
    var frames = [[Float]](repeating: [Float](repeating: 0, count: names.count), count: video.frames)
    if let extent = DepthExtent(of: video) {
      var reader = DepthSeriesReader(video: video, extent: extent, rows: rows, columns: columns)
      frames = (0..<video.frames).map { reader.read($0) }
    }
    return .series(TimeSeries(values: Matrix(columns: frames), rate: video.rate, channels: names))
  }
}

/// Reads the frames of one video in order.
private struct DepthSeriesReader {
  let video: DepthVideo
  let extent: DepthExtent
  private let grid: AreaAverage
  private var seen: [Float]
  private var whole = [Float](repeating: 0, count: 9)

  init(video: DepthVideo, extent: DepthExtent, rows: Int, columns: Int) {
    self.video = video
    self.extent = extent
    grid = AreaAverage(fast: extent.rows.count, slow: extent.columns.count, fastCells: rows, slowCells: columns)
    seen = []
  }

  mutating func read(_ t: Int) -> [Float] {
    let (height, width) = (extent.rows.count, extent.columns.count)
    var now = [Float](repeating: 0, count: height * width)
    var depth = now
    var view = now
    let middle = extent.nearness(extent.middle)
    var frame = FrameExtent()
    for x in 0..<width {
      let column = (t * video.width + extent.columns.lowerBound + x) * video.height + extent.rows.lowerBound
      for y in 0..<height {
        let distance = Int(video.millimetres[column + y])
        if distance == 0 { continue }
        let nearness = extent.nearness(distance) - middle
        now[x * height + y] = 1
        depth[x * height + y] = nearness
        view[x * height + y] = 1 + nearness + middle
        frame.add((Float(x) + 0.5) / Float(width), (Float(y) + 0.5) / Float(height), nearness)
      }
    }
    if let numbers = frame.numbers { whole = numbers }
    let motion = seen.isEmpty ? [Float](repeating: 0, count: now.count) : zip(view, seen).map { abs($0 - $1) }
    seen = view
    return grid(now) + grid(depth) + grid(motion) + whole
  }
}

/// Centroid and edges of the pixels seen in a frame.
private struct FrameExtent {
  private var sum = SIMD3<Float>(repeating: 0)
  private var low = SIMD3<Float>(repeating: .infinity)
  private var high = SIMD3<Float>(repeating: -.infinity)
  private var count: Float = 0

  mutating func add(_ x: Float, _ y: Float, _ z: Float) {
    let point = SIMD3(x, y, z)
    sum += point
    low = pointwiseMin(low, point)
    high = pointwiseMax(high, point)
    count += 1
  }

  var numbers: [Float]? {
    guard count > 0 else { return nil }
    let mean = sum / count
    return [mean.x, mean.y, mean.z, low.x, low.y, low.z, high.x, high.y, high.z]
  }
}
