import Datasets
import Diagnostics
import Parameters
import Randomness

/// Where and when numbers on a grid changed: motion maps for cameras of few pixels and for mats.
///
/// For each segment of a temporal pyramid, the mean absolute difference of frames `lag` apart is
/// taken of each cell. It is averaged on to `rows` x `columns` coarse cells, its square root is
/// taken, and it is scaled to length 1 / sqrt(segments of its level).
///
/// It has one view where `depth-motion-maps` has three. That encoder projects pixels of millimetres
/// on to three planes, within the extent of what is not 0. A small grid has other units, a
/// background, and too few pixels for views from the side. Nothing depends on an offset or on the
/// sign of the numbers. Looks at one recording alone; any size. A grid of one axis is a single row;
/// three axes are refused. A recording that stands still gives zeros.
/// Cost: O(levels x cells x frames).
public struct GridMotionMaps: RecordingEncoder, Equatable {
  public static let name = "grid-motion-maps"
  public static let card = MethodCard(
    summary: "Where and when numbers on a grid changed.",
    objective: "none: mean absolute difference of frames lag apart, segment by segment, on a coarse grid",
    solution: "area averages, square roots, each map to length 1 / sqrt(segments)",
    cost: "O(levels · cells · frames)",
    source: "after Chen, Liu and Kehtarnavaz, J. Real-Time Image Processing 12, 2016")
  /// A grid over time.
  public static let input = SignalKind.grid

  @Parameter(.rising(.whole(from: 1, through: 64)), "numbers of segments") public var levels = [1, 2, 4, 8]
  @Parameter(.whole(from: 1, through: 256), "rows of the coarse grid") public var rows = 6
  @Parameter(.whole(from: 1, through: 256), "columns of the coarse grid") public var columns = 8
  @Parameter(.whole(from: 1, through: 1_000), "frames between those that are compared") public var lag = 3

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  public init() {}

  /// Nothing is learned.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    FittedGridMotionMaps(parameters: self)
  }
}

/// Motion maps of grids with their layout.
private struct FittedGridMotionMaps: FittedRecordingEncoder {
  let parameters: GridMotionMaps

  private var layout: GridMapLayout {
    GridMapLayout(
      levels: parameters.levels, rows: parameters.rows, columns: parameters.columns, lag: parameters.lag)
  }

  var dimension: Int { layout.dimension }

  func encode(_ signal: Signal) throws -> [Float] {
    // Low foreground: no number is cut off, and differences stay what they are.
    let weights = try GridWeights(
      signal.grid(for: GridMotionMaps.name), foreground: .low, compression: .none, scaled: false,
      link: GridMotionMaps.name)
    return layout.features(of: weights, kinds: [.motion])
  }
}
