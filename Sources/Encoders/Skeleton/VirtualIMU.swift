import Datasets
import Diagnostics
import LinearAlgebra
import Parameters

/// What an inertial sensor on a limb would read, computed from the skeleton: acceleration in g and
/// angular rate.
///
/// The sensor sits on a joint and turns with the limb that ends there. Positions are smoothed and
/// differentiated twice by Savitzky-Golay polynomials; acceleration is the specific force (second
/// derivative minus gravity, 9.80665 m/s²) along the limb's axes: x from the limb's beginning to
/// the joint, z at right angles to the bend against the limb before, y = z x x. Angular rate is the
/// rotation of these axes from the frame before to the frame after, by time, along the axes
/// themselves. A body at rest reads 1 g upwards, one in free fall nothing.
///
/// A skeleton does not see a limb turn about itself but by the bend of the joint before it, so the
/// angular rate about x is coarse. One site gives the channels `acceleration-x|y|z`,
/// `angular-rate-x|y|z`; several give `<joint>-acceleration-x` and so on. Cost: O(sites x frames x
/// window). Source: after Kwon et al., "IMUTube", IMWUT 4(3), 2020; frames from three joints and
/// their smoothing are this project's.
public struct VirtualIMU: SignalStage, FittedSignalStage, Equatable {
  /// The unit of lengths in a skeleton.
  public enum Length: String, Codable, Sendable, CaseIterable {
    case m, cm, mm
    var metres: Double { self == .m ? 1 : self == .cm ? 0.01 : 0.001 }
  }
  /// The unit of angular rates.
  public enum AngularRate: String, Codable, Sendable, CaseIterable {
    case degrees = "deg/s"
    case radians = "rad/s"
    var perRadian: Double { self == .radians ? 1 : 180 / .pi }
  }

  public static let name = "virtual-imu"
  /// Acceleration of free fall, in m/s².
  static let gravity = 9.80665
  public static let card = MethodCard(
    summary: "What an inertial sensor on a limb would read, computed from the skeleton.",
    objective: "none: second derivative minus gravity, and rotation by time, along the limb's axes",
    solution: "Savitzky-Golay polynomials; axes from three joints", cost: "O(sites · frames · window)",
    source: "after Kwon et al., IMWUT 4(3), 2020")

  @Parameter(
    .other("lists of three joints: the sensor's, the limb's beginning, the beginning of the limb before"),
    "where sensors sit")
  public var sites = [["right-wrist", "right-elbow", "right-shoulder"]]
  @Parameter(.choice(of: JointTree.self), "how joints are called", absent: "as by a Kinect v1")
  public private(set) var tree: JointTree? = nil
  @Parameter("unit of the skeleton") public var length = Length.m
  @Parameter("unit of the angular rate") public var angularRate = AngularRate.degrees
  @Parameter("the axis of the room that points up, against gravity") public var up = RoomDirection.y
  @Parameter(.whole(from: 3, through: 101), "frames of a smoothing polynomial") public var window = 7
  @Parameter(.whole(from: 2, through: 5), "order of a smoothing polynomial") public var order = 2

  public init() {}

  /// Decodes the parameters; axis and site that are left out are the tree's, its right forearm.
  public init(from decoder: any Decoder) throws {
    var defaults = Self()
    let container = try decoder.container(keyedBy: NameKey.self)
    // One that cannot be read is refused with the other parameters.
    if let tree = try? container.decodeIfPresent(JointTree.self, forKey: NameKey("tree")) {
      let forearm = tree.joints(of: .rightForearm)
      (defaults.up, defaults.sites) = (tree.up, [[forearm.end, forearm.start, forearm.before]])
    }
    try self.init(from: decoder, over: defaults)
  }

  /// Refuses sites that are no limbs, and a polynomial that its window cannot fix.
  public func check() throws {
    guard !sites.isEmpty, sites.allSatisfy({ $0.count == 3 && Set($0).count == 3 }),
      Set(sites.map(\.[0])).count == sites.count
    else {
      throw InputError(
        "sites", found: "\(sites)", expected: "lists of three different joints, each with a first joint of its own",
        advice: "Write `[[right-wrist, right-elbow, right-shoulder]]`.")
    }
    guard order < window else {
      throw InputError("order", found: "\(order)", expected: "less than the window, \(window)")
    }
  }

  /// Those that a sensor would have.
  /// - Throws: `InputError` where the skeleton is known to be in another unit than `length`.
  public func units(after units: [String: String]) throws -> [String: String] {
    for joint in sites.joined() {
      for axis in ["x", "y", "z"] {
        guard let unit = units["\(joint)-\(axis)"], unit != length.rawValue else { continue }
        throw InputError(
          "'\(Self.name)': channel '\(joint)-\(axis)'", found: "the unit '\(unit)'", expected: "'\(length.rawValue)'",
          advice: "Set 'length' to the unit of the skeleton: m, cm or mm.")
      }
    }
    let all = channels
    return Dictionary(
      uniqueKeysWithValues: all.enumerated().map { ($1, $0 % 6 < 3 ? "g" : angularRate.rawValue) })
  }

  /// The names of the channels, six a site.
  var channels: [String] {
    sites.flatMap { site in
      ["acceleration", "angular-rate"].flatMap { base in
        ["x", "y", "z"].map { sites.count == 1 ? "\(base)-\($0)" : "\(site[0])-\(base)-\($0)" }
      }
    }
  }

  /// The readings of the sensors, as many frames as the skeleton has.
  public func apply(_ signal: Signal) throws -> Signal {
    let skeleton = try SkeletonJoints(signal, link: Self.name)
    try skeleton.requireRate()
    let filter = SavitzkyGolay(frames: skeleton.frames, window: window, order: order)
    let sensors = try sites.map { try readings($0, of: skeleton, filter) }
    let rows = 6 * sites.count
    let values = Matrix<Float>(rows, skeleton.frames) { target in
      for (place, site) in sensors.enumerated() {
        for (t, reading) in site.enumerated() {
          for axis in 0..<3 {
            target.initializeElement(at: t * rows + 6 * place + axis, to: Float(reading.force[axis]))
            target.initializeElement(at: t * rows + 6 * place + 3 + axis, to: Float(reading.rate[axis]))
          }
        }
      }
    }
    return .series(TimeSeries(values: values, rate: skeleton.series.rate, channels: channels))
  }

  private func readings(
    _ site: [String], of skeleton: SkeletonJoints, _ filter: SavitzkyGolay
  ) throws -> [(force: SIMD3<Double>, rate: SIMD3<Double>)] {
    let raw = try site.map { skeleton.positions(of: try skeleton.joint($0, for: "sites")) }
    let place = LimbMotion.Place(rate: skeleton.series.rate, metres: length.metres, up: up.vector)
    guard let limb = LimbMotion(end: raw[0], start: raw[1], before: raw[2], filter, place) else {
      throw InputError(
        "'\(Self.name)'", found: "'\(site[0])' and '\(site[1])' at one place in every frame",
        expected: "a limb between them", advice: "Check 'sites'.")
    }
    return zip(limb.forces, limb.rates).map { ($0, $1 * angularRate.perRadian) }
  }
}
