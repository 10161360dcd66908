import Datasets
import Diagnostics
import LinearAlgebra

/// The joints of one recording of a skeleton, found by the names of its channels: `<joint>-x`,
/// `-y`, `-z`.
struct SkeletonJoints {
  /// The recording.
  let series: TimeSeries
  /// The joints, in the order of their x channels.
  let joints: [AxisTriple]
  /// The link of the chain that asks.
  let link: String

  /// Finds the joints of a recording for the link of a chain with the given name.
  init(_ signal: Signal, link: String) throws {
    series = try signal.series(for: link)
    joints = AxisTriple.all(in: series.channels)
    self.link = link
  }

  /// Number of frames.
  var frames: Int { series.values.columns }

  /// The joint of the given name.
  /// - Parameter parameter: the parameter that asks for it, which an error names.
  func joint(_ name: String, for parameter: String) throws -> AxisTriple {
    if let joint = joints.first(where: { $0.base == name }) { return joint }
    let names = joints.map(\.base)
    throw InputError(
      "'\(link)': \(parameter)", found: "no joint '\(name)'",
      expected: "a joint with channels '\(name)-x', '-y' and '-z'",
      advice: [
        suggestion(for: name, among: names), names.isEmpty ? "" : "Joints: \(names.joined(separator: ", ")).",
      ].filter { !$0.isEmpty }.joined(separator: " "))
  }

  /// Where a joint is in each frame.
  func positions(of joint: AxisTriple) -> [SIMD3<Double>] {
    let (channels, at) = (series.values.rows, joint.indices)
    return series.values.withUnsafeElements { values in
      (0..<frames).map { t in
        SIMD3(
          Double(values[t * channels + at[0]]), Double(values[t * channels + at[1]]),
          Double(values[t * channels + at[2]]))
      }
    }
  }

  /// Where a point is in each frame: a joint, or the middle of several, `left-hip+right-hip`.
  /// - Parameter parameter: the parameter that asks for it, which an error names.
  func positions(of point: String, for parameter: String) throws -> [SIMD3<Double>] {
    let parts = try Self.joints(of: point).map { positions(of: try joint($0, for: parameter)) }
    guard parts.count > 1 else { return parts[0] }
    return (0..<frames).map { t in parts.reduce(.zero) { $0 + $1[t] } / Double(parts.count) }
  }

  /// The names of a point's joints, at least one.
  static func joints(of point: String) -> [String] {
    let names = point.split(separator: "+").map { $0.filter { $0 != " " } }
    return names.isEmpty ? [point] : names
  }

  /// Throws where time is not known: derivatives need the rate.
  func requireRate() throws {
    guard series.rate.isFinite, series.rate > 0 else {
      throw InputError(
        "'\(link)'", found: "a rate of \(series.rate) Hz", expected: "a positive number of frames a second",
        advice: "State the rate in the data set's manifest.")
    }
  }
}
