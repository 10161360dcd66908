import Datasets
import Diagnostics
import Parameters

/// Clouds of points as time series: how many points there are in each frame, where, and how they
/// move.
///
/// A radar gives few points a frame, so the points of `reach` frames on either side are put
/// together. The channels are, in this order:
///
/// - `count`: points a frame;
/// - `mean-x|y|z`, `deviation-x|y|z`, `covariance-x-y|x-z|y-z`: mean and second central moments;
/// - `low-x|y|z`, `high-x|y|z`: the edges of the cloud, from its mean;
/// - for every attribute beside x, y and z, `<attribute>-mean` and `<attribute>-deviation`;
/// - of `doppler`, `doppler-share-1`, ...: the shares of points between the `edges`;
/// - of `intensity`, `weighted-x|y|z`: the mean weighted by it, from the plain mean;
/// - `voxel-i-j-k`: the share of points in each cell of a grid between `low` and `high`, x slowest;
///   points outside belong to the nearest cell;
/// - of `doppler`, `motion-i-j-k`: the sum of it in each cell, by the number of all points.
///
/// Positions are relative to the mean of all points of the recording, or, with `origin: room`, as
/// they are. Frames without points have counts and shares of 0. Everything else is that of the
/// frame before; at the beginning, of the first frame with points. A recording without any gives 0.
///
/// Cost: O(points x reach + frames x channels).
public struct PointCloudSeries: SignalStage, FittedSignalStage, Equatable {
  /// What positions are relative to.
  public enum Origin: String, Codable, Sendable, CaseIterable {
    /// The mean of all points of the recording.
    case recording
    /// The origin of the coordinates.
    case room
  }

  public static let name = "point-series"
  public static let card = MethodCard(
    summary: "Clouds of points as time series: how many points there are in each frame, where, and how they move.",
    objective: "none: counts, moments, edges, shares of the Doppler histogram and of the cells of a coarse grid",
    solution: "sums over the points of some frames", cost: "O(points · reach + frames · channels)",
    source: "this project; histograms and occupancy after common practice of radar recognition")
  /// Clouds of points.
  public static let input = SignalKind.points

  @Parameter(.whole(from: 0, through: 1000), "frames on either side whose points are put together")
  public var reach = 1
  @Parameter("what positions are relative to") public var origin = Origin.recording
  @Parameter(.other("three whole numbers from 0 to 64, all 0 or none"), "cells of the grid along x, y and z")
  public var grid = [4, 2, 4]
  @Parameter(.other("three numbers"), "where the grid begins along x, y and z") public var low = [-1.0, -1, -1]
  @Parameter(.other("three numbers, above those of low"), "where it ends") public var high = [1.0, 1, 1]
  @Parameter(.rising(.number(), orNone: true), "edges of the histogram of 'doppler'")
  public var edges = [-1.0, -0.3, 0.3, 1]

  public init() {}

  /// Refuses grids without a size.
  public func check() throws {
    guard grid.count == 3, grid.allSatisfy({ 0...64 ~= $0 }), Set(grid.map { $0 == 0 }).count == 1 else {
      throw InputError("grid", found: "\(grid)", expected: "three whole numbers from 1 to 64, or [0, 0, 0] for no grid")
    }
    for (name, values) in [("low", low), ("high", high)] where values.count != 3 || !values.allSatisfy(\.isFinite) {
      throw InputError(name, found: "\(values)", expected: "three finite numbers: x, y and z")
    }
    guard zip(low, high).allSatisfy(<) else {
      throw InputError("high", found: "\(high)", expected: "numbers above those of low, \(low)")
    }
  }

  /// Units of positions and attributes stay those of the points; products have none.
  public func units(after units: [String: String]) -> [String: String] {
    var result: [String: String] = [:]
    for axis in CloudAttributes.axes {
      for quantity in ["mean", "deviation", "low", "high", "weighted"] { result["\(quantity)-\(axis)"] = units[axis] }
    }
    for (attribute, unit) in units where !CloudAttributes.axes.contains(attribute) {
      for quantity in ["mean", "deviation"] { result["\(attribute)-\(quantity)"] = unit }
    }
    return result
  }

  /// The clouds as time series, of the same frames.
  /// - Throws: `InputError` where points have no x, y or z.
  public func apply(_ signal: Signal) throws -> Signal {
    let cloud = try signal.points(for: Self.name)
    let attributes = try CloudAttributes(cloud.attributes, link: Self.name)
    return .series(CloudReader(cloud, attributes: attributes, parameters: self).series())
  }
}
