import Datasets
import Diagnostics
import LinearAlgebra
import Parameters

/// A grid as time series: what a coarse grid over it holds in each frame, and where and how it
/// lies.
///
/// Numbers become weights, large where there is something. With `foreground: high` (pressure) these
/// are the numbers, 0 where negative. With `low` (distances from a camera to what stands before a
/// background) they are the highest number of the recording minus each. `compression` comes before
/// that. With `scaled` the mean of a frame's sum over the recording is made 1, so that a heavy
/// person weighs as much as a light one.
///
/// Each of `rows` x `columns` coarse cells gives two channels: `occupancy-r-c`, its mean weight,
/// and `motion-r-c`, its mean absolute change since the frame before (0 in the first frame). With
/// `profiles` each coarse row and each coarse column gives its mean weight, `row-r` and `column-c`.
/// With `whole` eleven more describe the frame:
///
/// - `total`, the sum of its weights, and `contact`, the share of cells above `contact` times the
///   recording's highest weight;
/// - `centroid-row|column` and `spread-row|column`: mean place and standard deviation, as shares of
///   the grid's height and width;
/// - `elongation` and `slant`: (r - c) / (r + c) and 2 covariance / (r + c), where r and c are the
///   variances along rows and columns. Both lie between -1 and 1;
/// - `motion`, the sum of absolute changes, and `motion-row|column`, their mean place.
///
/// A frame of nothing keeps the place and the shape of the frame before. The first one has the
/// middle, and 0 for spread, elongation and slant. A grid of one axis is a single row; three axes
/// are refused (`cells` takes them). Any size. Units are lost. Cost: O(cells x frames).
public struct CoarseGridSeries: SignalStage, FittedSignalStage, Equatable {
  public static let name = "grid-series"
  public static let card = MethodCard(
    summary: "A grid as time series: coarse occupancy and motion, and where and how the whole lies.",
    objective: "none: mean weight and change of each coarse cell; sums, centroid and second moments of the frame",
    solution: "area averages over the whole grid", cost: "O(cells · frames)",
    source: "this project, after image moments and centres of pressure")
  /// A grid over time.
  public static let input = SignalKind.grid

  @Parameter(.whole(from: 1, through: 256), "rows of the coarse grid") public var rows = 8
  @Parameter(.whole(from: 1, through: 256), "columns of the coarse grid") public var columns = 4
  @Parameter("where there is something: at high numbers, or at low ones") public var foreground = GridForeground.high
  @Parameter("of numbers that differ by orders of magnitude") public var compression = GridCompression.none
  @Parameter(.flag, "whether the mean sum of a frame over the recording is made 1") public var scaled = false
  @Parameter(.number(from: 0, through: 1), "share of the highest weight above which a cell is in contact")
  public var contact = 0.05

  @Parameter(.flag, "the mean weight of each coarse cell") public var occupancy = true
  @Parameter(.flag, "the mean change of each coarse cell") public var motion = true
  @Parameter(.flag, "the mean weight of each coarse row and column") public var profiles = true
  @Parameter(.flag, "eleven numbers of the whole frame") public var whole = true

  /// The defaults: 8 x 4 cells, 87 channels.
  public init() {}

  /// Refuses a series without channels.
  public func check() throws {
    guard occupancy || motion || profiles || whole else {
      throw InputError(
        "'\(Self.name)'", found: "neither occupancy, motion, profiles nor whole", expected: "at least one of them")
    }
  }

  /// The coarse cells' row by row for each of two kinds, those of rows and columns, then those of
  /// the whole frame.
  var channels: [String] {
    let cells = (0..<rows).flatMap { r in (0..<columns).map { c in "\(r)-\(c)" } }
    var names: [String] = []
    if occupancy { names += cells.map { "occupancy-\($0)" } }
    if motion { names += cells.map { "motion-\($0)" } }
    if profiles { names += (0..<rows).map { "row-\($0)" } + (0..<columns).map { "column-\($0)" } }
    return whole ? names + GridFrame.names : names
  }

  /// None: weights have no unit that a manifest knows.
  public func units(after units: [String: String]) -> [String: String] { [:] }

  /// The grid as time series.
  /// - Throws: `InputError` for a grid of three axes or more.
  public func apply(_ signal: Signal) throws -> Signal {
    let grid = try signal.grid(for: Self.name)
    let weights = try GridWeights(
      grid, foreground: foreground, compression: compression, scaled: scaled, link: Self.name)
    let (height, width) = (weights.rows, weights.columns)
    let cells = AreaAverage(fast: width, slow: height, fastCells: columns, slowCells: rows)
    let lines = [(rows, 1), (1, columns)].map {
      AreaAverage(fast: width, slow: height, fastCells: $0.1, slowCells: $0.0)
    }
    let threshold = Float(contact) * (weights.values.max() ?? 0)
    var frame = GridFrame(rows: height, columns: width, threshold: threshold)
    var before = Array(weights.frame(0))
    let names = channels
    let frames = (0..<weights.frames).map { t in
      let now = Array(weights.frame(t))
      let change = zip(now, before).map { abs($0 - $1) }
      before = now
      var numbers: [Float] = []
      numbers.reserveCapacity(names.count)
      if occupancy { numbers += cells(now) }
      if motion { numbers += cells(change) }
      if profiles { for line in lines { numbers += line(now) } }
      if whole {
        frame.read(now, motion: change)
        numbers += frame.numbers
      }
      return numbers
    }
    return .series(TimeSeries(values: Matrix(columns: frames), rate: grid.rate, channels: names, start: grid.start))
  }
}
