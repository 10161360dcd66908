import Datasets
import Diagnostics
import LinearAlgebra
import Parameters

/// Joints relative to one of them: where the body stands in the room is taken out.
///
/// Every joint minus the root joint of the same frame; the root's own three channels, zero from
/// then on, are left out. A skeleton of J joints, channels `<joint>-x|y|z`, gives 3 (J - 1)
/// channels: 57 for the 20 joints of a Kinect v1. The middle of several joints may be the root,
/// `left-hip+right-hip`; then no channel is left out. With `root: tree` it is the root of the tree
/// of joints that the recording has (`JointTree`); of several trees, that of most joints.
public struct RootRelative: SignalStage, FittedSignalStage, Equatable {
  public static let name = "root-relative"
  public static let card = MethodCard(
    summary: "Joints of a skeleton relative to one of them, which is left out.",
    objective: "none: each joint minus the root joint of the same frame", solution: "subtraction",
    cost: "O(channels · frames)", source: "common practice")

  @Parameter(.other("a joint of the skeleton, several joined by +, or tree"), "the point that becomes the origin")
  public var root = "hip-center"
  /// The word for the root of the recording's own tree of joints.
  static let ofTree = "tree"

  public init() {}

  /// The recording without the root's channels.
  public func apply(_ signal: Signal) throws -> Signal {
    let series = try signal.series(for: Self.name)
    let joints = AxisTriple.all(in: series.channels)
    let origins = try SkeletonJoints.joints(of: root(of: joints)).map { name -> AxisTriple in
      guard let origin = joints.first(where: { $0.base == name }) else {
        throw InputError(
          "'\(Self.name)'", found: "no joint '\(name)'", expected: "a joint with channels '\(name)-x', '-y' and '-z'",
          advice: suggestion(for: name, among: joints.map(\.base)))
      }
      return origin
    }
    guard joints.count * 3 == series.channels.count, joints.count > 1 else {
      throw InputError(
        "'\(Self.name)'", found: "\(series.channels.count) channels, \(joints.count) joints with x, y and z",
        expected: "joints only, and one beside the root", advice: "Use '\(Self.name)' first, and on skeletons only.")
    }
    let moved = origins.count == 1 ? joints.filter { $0.base != origins[0].base } : joints
    var axisOf: [Int: Int] = [:]
    for joint in moved { for axis in 0..<3 { axisOf[joint.indices[axis]] = axis } }
    let kept = axisOf.keys.sorted()
    let values = Matrix<Float>(kept.count, series.values.columns) { target in
      for t in 0..<series.values.columns {
        let origin = (0..<3).map { axis in
          origins.reduce(0) { $0 + series.values[$1.indices[axis], t] } / Float(origins.count)
        }
        for (place, channel) in kept.enumerated() {
          target.initializeElement(
            at: t * kept.count + place, to: series.values[channel, t] - origin[axisOf[channel] ?? 0])
        }
      }
    }
    return .series(TimeSeries(values: values, rate: series.rate, channels: kept.map { series.channels[$0] }))
  }

  /// The point that is the origin of a recording with these joints.
  private func root(of joints: [AxisTriple]) throws -> String {
    guard root == Self.ofTree else { return root }
    let names = Set(joints.map(\.base))
    guard let tree = JointTree.largest(among: names) else {
      throw InputError(
        "'\(Self.name)': root", found: "joints of no known tree: \(names.sorted().joined(separator: ", "))",
        expected: "those of one of \(JointTree.allCases.map(\.rawValue).joined(separator: ", "))",
        advice: "Name the joint itself, root-relative: {root: ...}. 'hartransfer joints' lists the trees.")
    }
    return tree.torso[0]
  }
}
