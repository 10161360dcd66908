import Datasets
import Diagnostics
import Foundation
import LinearAlgebra

/// Where on a grid there is something, by its numbers.
public enum GridForeground: String, Codable, Sendable, CaseIterable {
  /// Where numbers are high: pressure.
  case high
  /// Where numbers are low: distances from a camera to what stands before a background.
  case low
}

/// What is done to numbers that differ by orders of magnitude.
public enum GridCompression: String, Codable, Sendable, CaseIterable {
  case none
  /// The square root of the magnitude, with the sign.
  case squareRoot = "square-root"
  /// log(1 + magnitude), with the sign.
  case logarithm

  /// The number after it. Odd: f(-x) = -f(x).
  func callAsFunction(_ value: Float) -> Float {
    switch self {
    case .none: value
    case .squareRoot: value < 0 ? -(-value).squareRoot() : value.squareRoot()
    case .logarithm: value < 0 ? -log1p(-value) : log1p(value)
    }
  }
}

/// Weights on a plane, frame by frame: large where there is something.
struct GridWeights {
  let rows: Int
  let columns: Int
  let frames: Int
  /// Frame after frame, the column fastest; none is below 0.
  let values: [Float]

  /// The weights of a grid of one axis (a single row) or two.
  ///
  /// High foreground: the compressed number, or 0 where it is negative. Low foreground: the highest
  /// compressed number of the recording minus the cell's. With `scaled`, the mean of a frame's sum
  /// over the recording is 1, unless all weights are 0.
  /// - Throws: `InputError` where the grid has other axes.
  init(
    _ grid: GridSeries, foreground: GridForeground, compression: GridCompression, scaled: Bool, link: String
  ) throws {
    (rows, columns) = try plane(of: grid, link: link)
    frames = grid.frames
    var weights = grid.values.withUnsafeElements { $0.map { compression($0) } }
    switch foreground {
    case .high: for i in weights.indices { weights[i] = max(weights[i], 0) }
    case .low:
      let highest = weights.max() ?? 0
      for i in weights.indices { weights[i] = highest - weights[i] }
    }
    if scaled {
      let sum = weights.reduce(0.0) { $0 + Double($1) } / Double(grid.frames)
      if sum > 0 { for i in weights.indices { weights[i] = Float(Double(weights[i]) / sum) } }
    }
    values = weights
  }

  /// The weights of one frame.
  func frame(_ t: Int) -> ArraySlice<Float> { values[(t * rows * columns)..<((t + 1) * rows * columns)] }
}

/// Rows and columns of a grid: a grid of one axis is a single row.
/// - Throws: `InputError` where it has three axes or more.
func plane(of grid: GridSeries, link: String) throws -> (rows: Int, columns: Int) {
  switch grid.shape.count {
  case 1: return (1, grid.shape[0])
  case 2: return (grid.shape[0], grid.shape[1])
  default:
    throw InputError(
      "'\(link)'", found: "a grid of \(grid.shape.count) axes: \(grid.shape.map(String.init).joined(separator: " x "))",
      expected: "one axis or two",
      advice: "Take the cells as they are, with 'cells', or declare the shape with two axes.")
  }
}
