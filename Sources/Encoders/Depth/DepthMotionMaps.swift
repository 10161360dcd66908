import Datasets
import Diagnostics
import Parameters
import Randomness

/// Depth motion maps: where and when a person moved, seen from the front, the side and the top.
///
/// Each frame is projected on to three planes within the extent of the person over the whole
/// recording. A motion map is the sum, over a segment of a temporal pyramid, of the absolute
/// difference of projections `lag` frames apart. It is averaged on to a small grid, and its square
/// root is taken: few strong edges would rule otherwise. It is scaled to length 1 / sqrt(segments
/// of its level), so that every level weighs the same. A recording without motion gives zeros.
///
/// Looks at one recording alone; any frame size. Pixels of 0 are nothing: the background must have
/// been taken out. Source: Chen, Liu, Kehtarnavaz, "Real-time human action recognition based on
/// depth motion maps", J. Real-Time Image Processing 12, 2016; the pyramid follows spatial pyramids
/// in the domain of time. Cost: O(pixels + levels x frames x box).
public struct DepthMotionMaps: RecordingEncoder, Equatable {
  public static let name = "depth-motion-maps"
  public static let card = MethodCard(
    summary: "Where and when a person moved, seen from the front, the side and the top.",
    objective: "none: sums over segments of absolute differences of projections lag frames apart, on a grid",
    solution: "area averages, square roots, each map to length 1 / sqrt(segments)",
    cost: "O(pixels + levels · frames · box)",
    source: "Chen, Liu and Kehtarnavaz, J. Real-Time Image Processing 12, 2016")
  /// A depth video.
  public static let input = SignalKind.depth

  @Parameter(.rising(.whole(from: 1, through: 64)), "numbers of segments") public var levels = [1, 2, 4, 8]
  @Parameter(.whole(from: 1, through: 240), "rows of the grid, front and side view") public var rows = 8
  @Parameter(.whole(from: 1, through: 320), "columns of the grid, front and top view") public var columns = 6
  @Parameter(.whole(from: 1, through: 240), "steps of distance of the grid, side and top view")
  public var distances = 6
  @Parameter(.whole(from: 1, through: 1_000), "distance bins of the projections before averaging")
  public var bins = 100
  @Parameter(.whole(from: 1, through: 100), "frames between the projections that are compared") public var lag = 3

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  public init() {}

  /// Nothing is learned.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    FittedDepthMotionMaps(parameters: self)
  }
}

/// Motion maps with their grid.
private struct FittedDepthMotionMaps: FittedRecordingEncoder {
  let parameters: DepthMotionMaps

  private var cells: Int {
    parameters.rows * parameters.columns + (parameters.rows + parameters.columns) * parameters.distances
  }

  var dimension: Int { parameters.levels.reduce(0, +) * cells }

  func encode(_ signal: Signal) throws -> [Float] {
    let video = try signal.depth(for: DepthMotionMaps.name)
    guard video.frames > 1, let extent = DepthExtent(of: video) else { return [Float](repeating: 0, count: dimension) }
    let lag = min(parameters.lag, video.frames - 1)
    let segments = temporalPyramid(parameters.levels, frames: video.frames - lag)
    let weights = parameters.levels.flatMap { [Float](repeating: 1 / Float($0).squareRoot(), count: $0) }
    let projections = DepthProjections(video: video, extent: extent, bins: parameters.bins)
    let maps = projections.motionMaps(lag: lag, segments: segments)
    let (height, width) = (extent.rows.count, extent.columns.count)
    let grids = [
      AreaAverage(fast: height, slow: width, fastCells: parameters.rows, slowCells: parameters.columns),
      AreaAverage(fast: height, slow: parameters.bins, fastCells: parameters.rows, slowCells: parameters.distances),
      AreaAverage(fast: width, slow: parameters.bins, fastCells: parameters.columns, slowCells: parameters.distances),
    ]
    let starts = [0, projections.frontCount, projections.frontCount + projections.sideCount]
    var features: [Float] = []
    features.reserveCapacity(dimension)
    maps.withUnsafeBufferPointer { maps in
      guard let maps = maps.baseAddress else { return }
      for (grid, start) in zip(grids, starts) {
        for (segment, weight) in weights.enumerated() {
          let roots = grid(maps + segment * projections.count + start).map { max($0, 0).squareRoot() }
          let length = roots.reduce(0) { $0 + $1 * $1 }.squareRoot()
          features += length > 0 ? roots.map { $0 * weight / length } : roots
        }
      }
    }
    return features
  }
}
