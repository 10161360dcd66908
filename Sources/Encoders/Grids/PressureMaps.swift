import Datasets
import Diagnostics
import Parameters
import Randomness

/// Where a person pressed, how much that varied, and where it changed, over a temporal pyramid.
///
/// For each segment four maps are made of the cells: mean, maximum, standard deviation, and motion,
/// the mean absolute difference of frames `lag` apart. Each is averaged on to `rows` x `columns`
/// coarse cells, its square root is taken, and it is scaled to length 1 / sqrt(segments of its
/// level). So a heavy person's maps are those of a light one. Negative numbers are 0.
///
/// Looks at one recording alone; any size. A grid of one axis is a single row; three axes are
/// refused. A recording of nothing gives zeros. Cost: O(levels x cells x frames).
public struct PressureMaps: RecordingEncoder, Equatable {
  public static let name = "pressure-maps"
  public static let card = MethodCard(
    summary: "Where there was pressure, how much it varied, and where it changed.",
    objective: "none: mean, maximum, deviation and mean absolute change of each cell, segment by segment",
    solution: "area averages, square roots, each map to length 1 / sqrt(segments)",
    cost: "O(levels · cells · frames)", source: "this project, after pressure images and depth motion maps")
  /// A grid over time.
  public static let input = SignalKind.grid

  @Parameter(.rising(.whole(from: 1, through: 64)), "numbers of segments") public var levels = [1, 2, 4]
  @Parameter(.whole(from: 1, through: 256), "rows of the coarse grid") public var rows = 16
  @Parameter(.whole(from: 1, through: 256), "columns of the coarse grid") public var columns = 8
  @Parameter("before the maps are made") public var compression = GridCompression.none
  @Parameter(.whole(from: 1, through: 1_000), "frames between those whose difference is motion") public var lag = 1

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  public init() {}

  /// Nothing is learned.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    FittedPressureMaps(parameters: self)
  }
}

/// Pressure maps with their layout.
private struct FittedPressureMaps: FittedRecordingEncoder {
  let parameters: PressureMaps

  private var layout: GridMapLayout {
    GridMapLayout(
      levels: parameters.levels, rows: parameters.rows, columns: parameters.columns, lag: parameters.lag)
  }

  var dimension: Int { GridMap.allCases.count * layout.dimension }

  func encode(_ signal: Signal) throws -> [Float] {
    let weights = try GridWeights(
      signal.grid(for: PressureMaps.name), foreground: .high, compression: parameters.compression, scaled: false,
      link: PressureMaps.name)
    return layout.features(of: weights, kinds: GridMap.allCases)
  }
}
