import Datasets
import Diagnostics
import LinearAlgebra
import Parameters

/// The Euclidean norm of every vector as a further channel, `<base>-magnitude`.
///
/// A vector is three channels `<base>-x`, `<base>-y`, `<base>-z`: acceleration and angular rate of
/// an inertial sensor give two. A norm does not depend on how the sensor is turned on the limb.
public struct Magnitudes: SignalStage, FittedSignalStage, Equatable {
  public static let name = "magnitudes"
  public static let card = MethodCard(
    summary: "The Euclidean norm of every vector (channels x, y, z) as a further channel.",
    objective: "none: the norm, which does not depend on how a sensor is turned", solution: "square roots",
    cost: "O(channels · frames)", source: "common practice")

  public init() {}

  /// The recording with its magnitudes below it.
  public func apply(_ signal: Signal) throws -> Signal {
    let series = try signal.series(for: Self.name)
    let triples = AxisTriple.all(in: series.channels)
    guard !triples.isEmpty else {
      throw InputError(
        "'\(Self.name)'", found: "channels \(series.channels.prefix(6).joined(separator: ", "))",
        expected: "at least one vector, named '<base>-x', '<base>-y', '<base>-z'")
    }
    let magnitudes = Matrix<Float>(triples.count, series.values.columns) { target in
      for t in 0..<series.values.columns {
        for (place, triple) in triples.enumerated() {
          let squares = triple.indices.reduce(0.0) { $0 + Double(series.values[$1, t]) * Double(series.values[$1, t]) }
          target.initializeElement(at: t * triples.count + place, to: Float(squares.squareRoot()))
        }
      }
    }
    return .series(
      TimeSeries(
        values: .stackedVertically([series.values, magnitudes]), rate: series.rate,
        channels: series.channels + triples.map { $0.base + "-magnitude" }))
  }
}
