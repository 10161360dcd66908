import LinearAlgebra

/// Numbers on a grid of cells over time, sampled at a constant rate.
public struct GridSeries: Sendable, Equatable {
  /// cells x frames: one frame a column, the last axis of the grid fastest.
  public var values: Matrix<Float>
  /// Number of cells along each axis, such as 32 rows and 16 columns.
  public var shape: [Int]
  /// What each axis is called, such as `row` and `column`.
  public var axes: [String]
  /// Frames a second.
  public var rate: Double
  /// When the first frame was recorded, in seconds by a clock that all modalities of the sample
  /// share; 0 where nothing else is known.
  public var start: Double

  /// Joins the parts; there must be one row of `values` a cell, and one name an axis.
  public init(values: Matrix<Float>, shape: [Int], axes: [String], rate: Double, start: Double = 0) {
    precondition(values.rows == shape.reduce(1, *), "\(values.rows) numbers a frame for a grid of \(shape)")
    precondition(axes.count == shape.count, "\(axes.count) names for \(shape.count) axes")
    self.values = values
    self.shape = shape
    self.axes = axes
    self.rate = rate
    self.start = start
  }

  /// Number of frames.
  public var frames: Int { values.columns }

  /// The names of a grid's cells, the last axis fastest: `row-1-column-1`, `row-1-column-2`, ...
  public static func cells(shape: [Int], axes: [String]) -> [String] {
    zip(shape, axes).reduce([""]) { names, axis in
      names.flatMap { name in
        (1...max(axis.0, 1)).map { (name.isEmpty ? "" : name + "-") + "\(axis.1)-\($0)" }
      }
    }
  }
}
