import Datasets
import Diagnostics
import Parameters

/// What limbs of a skeleton do in each frame, in quantities that a worn sensor measures too.
///
/// Savitzky-Golay polynomials smooth joints and differentiate them. Body axes: x from the left to
/// the right of the body, z up, y = z x x. Limb axes: x along the limb, z at right angles to its
/// bend against the limb before, y = z x x (`LimbFrame`, `NeutralLimbFrame`). A limb gives 31
/// channels, in this order:
///
/// - `<limb>-direction-x|y|z`, `-parent-direction-x|y|z`: unit vectors along the limb and the one
///   before it, body axes;
/// - `-velocity-x|y|z`, `-acceleration-x|y|z`: of the joint at the limb's end, in the room, body
///   axes; torso lengths a second and a second squared;
/// - `-angular-velocity-x|y|z`: of the limb, body axes; rad/s. Joints do not show how a limb turns
///   about itself, so that part is missing; with `axes: carried` it is that of the axes;
/// - `-specific-force-x|y|z`: acceleration minus gravity (9.80665 m/s^2 downwards), limb axes; g.
///   What an accelerometer at the limb's end reads: 1 upwards at rest, nothing in free fall;
/// - `-gravity-x|y|z`: the direction against gravity, to which an accelerometer at rest points,
///   limb axes;
/// - `-angular-rate-x|y|z`: the angular velocity, limb axes; rad/s. What a gyroscope on the limb
///   reads;
/// - `-velocity-magnitude`, `-acceleration-magnitude`, `-angular-velocity-magnitude`,
///   `-specific-force-magnitude`: norms;
/// - `-position-x|y|z`: of the joint at the limb's end relative to the mean place of the body's
///   root (`origin: frame`: to the root of each frame), body axes; torso lengths.
///
/// With `scale: false` lengths are in metres. g needs metres whatever `scale` is. The unit of the
/// skeleton comes from the manifest, from `length`, or, for skeletons of unknown size (`length:
/// torso`), from the assumed length of a torso. The rate is the recording's unless `rate` says
/// another: cameras that drop frames are slower than they claim, and specific force grows with the
/// square of the rate. Cost: O(limbs x frames x window). Source: the quantities and the window are
/// this project's.
public struct LimbKinematics: SignalStage, Equatable {
  /// Where the length of a skeleton's unit comes from.
  public enum Length: String, Codable, Sendable, CaseIterable {
    /// From the manifest's units.
    case manifest
    /// It is known.
    case m, cm, mm
    /// From the torso, which is assumed to be `torsoLength` metres long.
    case torso
  }

  /// What the axes of a limb depend on.
  public enum LimbAxes: String, Codable, Sendable, CaseIterable {
    /// On the posture of each frame alone: equal postures have equal axes.
    case neutral
    /// On the frame before too: a nearly straight limb keeps its axes.
    case carried
  }

  /// What positions are measured from.
  public enum Origin: String, Codable, Sendable, CaseIterable {
    /// The mean place of the root over the recording, so that the body's own way stays.
    case recording
    /// The root in each frame.
    case frame
  }

  public static let name = "limb-kinematics"
  public static let card = MethodCard(
    summary: "What limbs do in each frame, in quantities that a sensor worn on them measures too: 31 channels a limb.",
    objective: "none: directions, velocity, acceleration and rotation of a limb, and what it feels in its own axes",
    solution: "Savitzky-Golay polynomials; axes of the body and of limbs from joints",
    cost: "O(limbs · frames · window)", source: "this project, after virtual-imu and skeleton-kinematics")

  @Parameter("how joints are called and make limbs; recording: the tree whose joints the recordings have")
  public private(set) var tree = JointTreeChoice.named(.kinectV1)
  @Parameter(
    .other("all, placement, or a list of limbs, each a name or {name, end, start, before}"),
    "which limbs; placement: those that other modalities are worn on")
  public var limbs = LimbChoice.these([.standard(.rightForearm), .standard(.rightThigh)])
  @Parameter("when the body is turned to face one way") public var heading = SkeletonKinematics.Heading.recording
  @Parameter("lengths in those of the torso, otherwise in metres") public var scale = true
  @Parameter("unit of the skeleton") public var length = Length.manifest
  @Parameter(.number(from: 0.1, through: 2), "metres of a torso, with length: torso") public var torsoLength = 0.45
  @Parameter("the axis of the room that points up; by the tree") public var up = JointTree.kinectV1.up
  @Parameter("how the axes of limbs come about") public var axes = LimbAxes.neutral
  @Parameter("what positions are measured from") public var origin = Origin.recording
  @Parameter(
    .number(from: 0, openFrom: true, through: 10_000), "frames a second", absent: "the recording's")
  public var rate: Double? = nil
  @Parameter(.whole(from: 3, through: 101), "frames of a smoothing polynomial") public var window = 7
  @Parameter(.whole(from: 2, through: 5), "order of a smoothing polynomial") public var order = 2
  @Parameter(.other("a joint"), "the origin of positions; by the tree") public var root = JointTree.kinectV1.torso[0]
  @Parameter(.names(count: 2, "two joints: left, right"), "what the heading is read off; by the tree")
  public var shoulders = JointTree.kinectV1.shoulders
  @Parameter(.names(count: 2, "two joints: left, right"), "what the heading is read off; by the tree")
  public var hips = JointTree.kinectV1.hips
  @Parameter(.names(count: 2, "two joints: lower, upper"), "what the size is read off; by the tree")
  public var torso = JointTree.kinectV1.torso

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }
  public var toldRate: Double? { rate }

  public init() {}

  /// Decodes the parameters; axes and joints that are left out are the tree's.
  public init(from decoder: any Decoder) throws {
    var defaults = Self()
    let container = try decoder.container(keyedBy: NameKey.self)
    // One that cannot be read is refused with the other parameters.
    let choice = (try? container.decodeIfPresent(JointTreeChoice.self, forKey: NameKey("tree"))) ?? defaults.tree
    if let tree = choice.name { defaults.take(from: tree) }
    let given = Self.ofTree.filter { container.contains(NameKey($0)) }
    guard choice != .recording || given.isEmpty else {
      throw InputError(
        "tree", found: "'recording' beside '\(given[0])'",
        expected: "a tree by its name where joints or axes are named",
        advice: "Name the tree. 'hartransfer joints' lists the trees.")
    }
    try self.init(from: decoder, over: defaults)
  }

  /// Parameters whose defaults depend on the tree.
  static let ofTree = ["up", "root", "shoulders", "hips", "torso"]

  private mutating func take(from tree: JointTree) {
    (up, root, torso) = (tree.up, tree.torso[0], tree.torso)
    (shoulders, hips) = (tree.shoulders, tree.hips)
  }

  /// What the recordings' own tree says is not written.
  public func isWritten(_ parameter: String) -> Bool { tree != .recording || !Self.ofTree.contains(parameter) }

  /// The same with the tree of the recordings in place of `recording`.
  private func named(in context: StageContext) throws -> Self {
    guard tree == .recording else { return self }
    var result = self
    let own = try JointTree.required(in: context.units.keys.sorted(), link: Self.name)
    result.tree = .named(own)
    result.take(from: own)
    return result
  }

  /// Refuses a polynomial that its window cannot fix.
  public func check() throws {
    guard order < window else {
      throw InputError("order", found: "\(order)", expected: "less than the window, \(window)")
    }
  }

  /// g and rad/s of what a limb feels, rad/s of its angular velocity, and those of lengths in
  /// metres.
  public func units(after units: [String: String]) throws -> [String: String] {
    // Nothing here says which limbs `placement` means, so all are named. Any tree has the names.
    let tree = tree.name ?? .kinectV1
    let known = (try? limbs.limbs(of: tree, in: StageContext(), link: Self.name)) ?? Limb.allCases.map(tree.joints(of:))
    let pairs = known.flatMap { limb in
      LimbQuantity.all.flatMap { quantity in
        quantity.unit(inMetres: !scale).map { unit in quantity.channels(of: limb.name).map { ($0, unit) } } ?? []
      }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// Without a manifest, `length` must say the skeleton's unit, and `limbs` the limbs.
  public func fit(_ training: [Signal]) throws -> any FittedSignalStage { try fit(training, in: StageContext()) }

  /// Looks up limbs and the unit of length.
  public func fit(_ training: [Signal], in context: StageContext) throws -> any FittedSignalStage {
    let own = try named(in: context)
    let limbs = try limbs.limbs(of: own.tree.name ?? .kinectV1, in: context, link: Self.name)
    return FittedLimbKinematics(parameters: own, limbs: limbs, metres: try own.metres(of: limbs, context.units))
  }

  /// Metres in the skeleton's unit; nil if the torso says it.
  private func metres(of limbs: [LimbJoints], _ units: [String: String]) throws -> Double? {
    guard length != .torso else { return nil }
    let points = limbs.flatMap { [$0.end, $0.start, $0.before] } + torso + [root]
    let channels = points.flatMap { SkeletonJoints.joints(of: $0) }.flatMap { joint in
      ["x", "y", "z"].map { "\(joint)-\($0)" }
    }
    guard length == .manifest else {
      for channel in channels {
        guard let unit = units[channel], unit != length.rawValue, unit != "unstated" else { continue }
        throw InputError(
          "'\(Self.name)': channel '\(channel)'", found: "the unit '\(unit)'", expected: "'\(length.rawValue)'",
          advice: "Leave 'length' out: the manifest says the unit.")
      }
      return try MeasurementUnit.named(length.rawValue, place: "length").scale
    }
    let all = try channels.map { try declaredUnit(of: $0, units) }
    if let other = all.firstIndex(where: { $0 != all[0] }) {
      throw InputError(
        "'\(Self.name)': channel '\(channels[other])'", found: "the unit '\(all[other].name)'",
        expected: "'\(all[0].name)', as of '\(channels[0])'",
        advice: "State one unit for all joints in the data set's manifest.")
    }
    return all[0].scale
  }

  /// The unit of length that the manifest states of a channel.
  private func declaredUnit(of channel: String, _ units: [String: String]) throws -> MeasurementUnit {
    let place = "'\(Self.name)': channel '\(channel)'"
    guard let name = units[channel] else {
      throw InputError(
        place, found: "no known unit", expected: "the unit of length of every joint",
        advice: units.isEmpty
          ? "State it in the data set's manifest, put no stage that changes units before '\(Self.name)', or write "
            + "`length: m`, cm or mm."
          : "Check 'tree' and 'limbs': is there such a joint? " + suggestion(for: channel, among: units.keys.sorted()))
    }
    let unit = try MeasurementUnit.named(name, place: place)
    guard unit.quantity == .length else {
      throw InputError(
        place, found: "the unit '\(name)'", expected: "a unit of length",
        advice: "Write `length: torso` for a skeleton whose size is not known.")
    }
    return unit
  }
}
