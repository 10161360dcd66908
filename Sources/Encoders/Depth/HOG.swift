import Datasets
import Diagnostics
import Parameters
import Randomness

/// The shapes in depth motion maps: histograms of oriented gradients of the maps from the front,
/// the side and the top.
///
/// Each view's motion map, the mean absolute difference of projections `lag` frames apart over a
/// segment of a temporal pyramid, is averaged on to a picture of whole cells. Cells of `cell` x
/// `cell` pixels get histograms of orientations and blocks of `block` x `block` cells are
/// normalised (length 1, cut at 0.2, length 1). Features are divided by the root of the segments of
/// their level. A recording without motion gives zeros.
///
/// Looks at one recording alone; any frame size. Pixels of 0 are nothing: the background must have
/// been taken out. Source: Yang, Zhang and Tian, "Recognizing actions using depth motion maps-based
/// histograms of oriented gradients", ACM Multimedia 2012; Dalal and Triggs, CVPR 2005. Cost:
/// O(pixels + levels x frames x box).
public struct HOG: RecordingEncoder, Equatable {
  public static let name = "hog"
  public static let card = MethodCard(
    summary: "The shapes in depth motion maps: histograms of oriented gradients from the front, the side and the top.",
    objective: "none: histograms of gradients of motion maps, normalised in blocks",
    solution: "area averages, central differences, length 1 cut at 0.2",
    cost: "O(pixels + levels · frames · box)",
    source: "Yang, Zhang and Tian, ACM Multimedia 2012; Dalal and Triggs, CVPR 2005")
  /// A depth video.
  public static let input = SignalKind.depth

  @Parameter(.rising(.whole(from: 1, through: 64)), "numbers of segments") public var levels = [1]
  @Parameter(.whole(from: 2, through: 30), "rows of cells, front and side view") public var rows = 8
  @Parameter(.whole(from: 2, through: 30), "columns of cells, front and top view") public var columns = 6
  @Parameter(.whole(from: 2, through: 30), "cells along distance, side and top view") public var distances = 6
  @Parameter(.whole(from: 1, through: 1_000), "distance bins of the projections before averaging")
  public var bins = 100
  @Parameter(.whole(from: 1, through: 100), "frames between the projections that are compared") public var lag = 3
  @Parameter(.whole(from: 1, through: 180), "bins of a histogram") public var orientations = 9
  @Parameter(.whole(from: 1, through: 32), "pixels along the side of a cell") public var cell = 8
  @Parameter(.whole(from: 1, through: 6), "cells along the side of a block") public var block = 2

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  public init() {}

  /// Refuses a block that is larger than a view.
  public func check() throws {
    guard block <= min(rows, columns, distances) else {
      throw InputError(
        "block", found: "\(block) cells", expected: "no more than \(min(rows, columns, distances))",
        advice: "A block lies in every view: make it smaller, or 'rows', 'columns' and 'distances' larger.")
    }
  }

  /// Nothing is learned.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder { FittedHOG(parameters: self) }
}

/// Histograms of oriented gradients with the sizes of their pictures.
private struct FittedHOG: FittedRecordingEncoder {
  let parameters: HOG

  private var gradients: OrientedGradients {
    OrientedGradients(
      orientations: parameters.orientations, cell: parameters.cell, block: parameters.block)
  }

  /// Rows and columns of the three views' pictures, in pixels.
  private var pictures: [(rows: Int, columns: Int)] {
    let (rows, columns) = (parameters.cell * parameters.rows, parameters.cell * parameters.columns)
    let distances = parameters.cell * parameters.distances
    return [(rows, columns), (rows, distances), (columns, distances)]
  }

  var dimension: Int {
    pictures.reduce(0) { $0 + gradients.dimension(rows: $1.rows, columns: $1.columns) }
      * parameters.levels.reduce(0, +)
  }

  func encode(_ signal: Signal) throws -> [Float] {
    let video = try signal.depth(for: HOG.name)
    guard video.frames > 1, let extent = DepthExtent(of: video) else { return [Float](repeating: 0, count: dimension) }
    let lag = min(parameters.lag, video.frames - 1)
    let segments = temporalPyramid(parameters.levels, frames: video.frames - lag)
    let weights = parameters.levels.flatMap { [Double](repeating: 1 / Double($0).squareRoot(), count: $0) }
    let projections = DepthProjections(video: video, extent: extent, bins: parameters.bins)
    let maps = projections.motionMaps(lag: lag, segments: segments)
    let (height, width) = (extent.rows.count, extent.columns.count)
    let sizes = [(height, width), (height, parameters.bins), (width, parameters.bins)]
    let starts = [0, projections.frontCount, projections.frontCount + projections.sideCount]
    var features: [Float] = []
    features.reserveCapacity(dimension)
    maps.withUnsafeBufferPointer { maps in
      guard let maps = maps.baseAddress else { return }
      for (view, picture) in pictures.enumerated() {
        let grid = AreaAverage(
          fast: sizes[view].0, slow: sizes[view].1, fastCells: picture.rows, slowCells: picture.columns)
        for (segment, frames) in segments.enumerated() {
          let pixels = grid(maps + segment * projections.count + starts[view]).map { Double($0) / Double(frames.count) }
          let blocks = gradients(pixels, rows: picture.rows, columns: picture.columns)
          features += blocks.map { Float(weights[segment] * $0) }
        }
      }
    }
    return features
  }
}
