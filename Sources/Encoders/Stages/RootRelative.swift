import Datasets
import Diagnostics
import LinearAlgebra
import Parameters

/// Joints relative to one of them: where the body stands in the room is taken out.
///
/// Every joint minus the root joint of the same frame; the root's own three channels, zero from
/// then on, are left out. A skeleton of J joints, channels `<joint>-x|y|z`, gives 3 (J - 1)
/// channels: 57 for the 20 joints of a Kinect v1.
public struct RootRelative: SignalStage, FittedSignalStage, Equatable {
  public static let name = "root-relative"
  public static let card = MethodCard(
    summary: "Joints of a skeleton relative to one of them, which is left out.",
    objective: "none: each joint minus the root joint of the same frame", solution: "subtraction",
    cost: "O(channels · frames)", source: "common practice")

  @Parameter(.other("a joint of the skeleton"), "the joint that becomes the origin") public var root = "hip-center"

  public init() {}

  /// The recording without the root's channels.
  public func apply(_ signal: Signal) throws -> Signal {
    let series = try signal.series(for: Self.name)
    let joints = AxisTriple.all(in: series.channels)
    guard let origin = joints.first(where: { $0.base == root }) else {
      throw InputError(
        "'\(Self.name)'", found: "no joint '\(root)'", expected: "a joint with channels '\(root)-x', '-y' and '-z'",
        advice: suggestion(for: root, among: joints.map(\.base)))
    }
    guard joints.count * 3 == series.channels.count, joints.count > 1 else {
      throw InputError(
        "'\(Self.name)'", found: "\(series.channels.count) channels, \(joints.count) joints with x, y and z",
        expected: "joints only, and one beside the root", advice: "Use '\(Self.name)' first, and on skeletons only.")
    }
    let moved = joints.filter { $0.base != root }
    var originOf: [Int: Int] = [:]
    for joint in moved { for axis in 0..<3 { originOf[joint.indices[axis]] = origin.indices[axis] } }
    let kept = originOf.keys.sorted()
    let values = Matrix<Float>(kept.count, series.values.columns) { target in
      for t in 0..<series.values.columns {
        for (place, channel) in kept.enumerated() {
          let value = series.values[channel, t] - series.values[originOf[channel] ?? channel, t]
          target.initializeElement(at: t * kept.count + place, to: value)
        }
      }
    }
    return .series(TimeSeries(values: values, rate: series.rate, channels: kept.map { series.channels[$0] }))
  }
}
