import Datasets
import Parameters

/// A grid as time series: every cell a channel.
///
/// So encoders of series take grids as they are: `minirocket`, `multirocket`, `catch22`,
/// `statistics`. A grid may have any number of axes. A channel is named by its place, the last axis
/// fastest: `row-1-column-1`, `row-1-column-2`, ... Numbers, rate and units stay.
/// Cost: O(cells x frames).
public struct Cells: SignalStage, FittedSignalStage, Equatable {
  public static let name = "cells"
  public static let card = MethodCard(
    summary: "A grid as time series: every cell a channel.", objective: "none: the numbers as they are",
    solution: "each cell is named by its place", cost: "O(cells · frames)", source: "common practice")
  /// A grid over time.
  public static let input = SignalKind.grid

  public init() {}

  /// One channel a cell.
  public func apply(_ signal: Signal) throws -> Signal {
    let grid = try signal.grid(for: Self.name)
    return .series(
      TimeSeries(
        values: grid.values, rate: grid.rate, channels: GridSeries.cells(shape: grid.shape, axes: grid.axes),
        start: grid.start))
  }
}
