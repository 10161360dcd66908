import Datasets
import Diagnostics
import LinearAlgebra

/// `limb-kinematics` for known limbs and a known unit of length.
struct FittedLimbKinematics: FittedSignalStage {
  let parameters: LimbKinematics
  let limbs: [LimbJoints]
  /// Metres in the skeleton's unit; nil where the torso says it.
  let metres: Double?

  func apply(_ signal: Signal) throws -> Signal {
    let skeleton = try SkeletonJoints(signal, link: LimbKinematics.name)
    try skeleton.requireRate()
    let landmarks = BodyLandmarks(
      heading: parameters.heading, scale: parameters.scale, up: parameters.up, shoulders: parameters.shoulders,
      hips: parameters.hips, torso: parameters.torso)
    let scene = Scene(
      body: try BodyFrame(skeleton, landmarks),
      filter: SavitzkyGolay(frames: skeleton.frames, window: parameters.window, order: parameters.order),
      place: LimbMotion.Place(
        rate: parameters.rate ?? skeleton.series.rate,
        metres: try metres ?? parameters.torsoLength / BodyFrame.torsoLength(skeleton, landmarks),
        up: parameters.up.vector),
      root: try skeleton.positions(of: parameters.root, for: "root"), origin: parameters.origin)
    let parts = try limbs.map { try frames(of: $0, skeleton, scene) }
    let columns = (0..<skeleton.frames).map { t in parts.flatMap { $0[t] } }
    return .series(
      TimeSeries(
        values: Matrix(columns: columns), rate: skeleton.series.rate,
        channels: limbs.flatMap { limb in LimbQuantity.all.flatMap { $0.channels(of: limb.name) } }))
  }

  /// What the limbs of a recording have in common.
  private struct Scene {
    let body: BodyFrame
    let filter: SavitzkyGolay
    let place: LimbMotion.Place
    let root: [SIMD3<Double>]

    init(
      body: BodyFrame, filter: SavitzkyGolay, place: LimbMotion.Place, root: [SIMD3<Double>],
      origin: LimbKinematics.Origin
    ) {
      self.body = body
      self.filter = filter
      self.place = place
      let smooth = filter(root)
      let mean = smooth.reduce(.zero, +) / Double(smooth.count)
      self.root = origin == .frame ? smooth : smooth.map { _ in mean }
    }
  }

  /// The channels of a limb, frame by frame.
  private func frames(of limb: LimbJoints, _ skeleton: SkeletonJoints, _ scene: Scene) throws -> [[Float]] {
    let asking = "limb '\(limb.name)' of the tree '\(parameters.tree.rawValue)'"
    let raw = try [limb.end, limb.start, limb.before].map { try skeleton.positions(of: $0, for: asking) }
    guard
      let motion = LimbMotion(end: raw[0], start: raw[1], before: raw[2], scene.filter, scene.place),
      let parents = LimbFrame.directions(zip(motion.joints[1], motion.joints[2]).map { $0 - $1 })
    else {
      throw InputError(
        "'\(LimbKinematics.name)': limb '\(limb.name)'",
        found: "'\(limb.end)', '\(limb.start)' and '\(limb.before)', two of them at one place in every frame",
        expected: "a limb, and one before it", advice: "Check the joints of the skeleton, or leave the limb out.")
    }
    let velocities = scene.filter(raw[0], derivative: 1)
    let accelerations = scene.filter(raw[0], derivative: 2)
    let (rate, body) = (scene.place.rate, scene.body)
    /// A length of the skeleton in body axes: in torso lengths, or in metres.
    func scaled(_ vector: SIMD3<Double>, _ t: Int) -> SIMD3<Double> {
      let turned = body.coordinates(of: vector, frame: t)
      return parameters.scale ? turned : scene.place.metres * turned
    }
    let pose =
      parameters.axes == .carried
      ? carried(motion, scene)
      : neutral(
        limb, motion, parents, accelerations.map { scene.place.metres * rate * rate / VirtualIMU.gravity * $0 }, scene)
    return pose.indices.map { t in
      let velocity = scaled(rate * velocities[t], t)
      let acceleration = scaled(rate * rate * accelerations[t], t)
      let pose = pose[t]
      let vectors = [
        pose.along, body.turned(parents[t], frame: t), velocity, acceleration, pose.turning, pose.force, pose.up,
        pose.rate,
      ]
      let norms = [velocity, acceleration, pose.turning, pose.force].map { Float(length($0)) }
      return vectors.flatMap(Self.numbers) + norms + Self.numbers(scaled(motion.joints[0][t] - scene.root[t], t))
    }
  }

  /// A limb in one frame.
  private struct Pose {
    /// Along the limb, body axes.
    let along: SIMD3<Double>
    /// Angular velocity, body axes.
    let turning: SIMD3<Double>
    /// Specific force, upwards, and angular velocity, limb axes.
    let force, up, rate: SIMD3<Double>
  }

  /// With axes that are carried from frame to frame.
  private func carried(_ motion: LimbMotion, _ scene: Scene) -> [Pose] {
    motion.axes.indices.map { t in
      let axes = motion.axes[t]
      return Pose(
        along: scene.body.turned(axes.x, frame: t),
        turning: scene.body.turned(axes.vector(of: motion.rates[t]), frame: t), force: motion.forces[t],
        up: axes.coordinates(of: scene.place.up), rate: motion.rates[t])
    }
  }

  /// With axes of the posture of each frame.
  /// - Parameter accelerations: of the limb's end, in the room; g.
  private func neutral(
    _ limb: LimbJoints, _ motion: LimbMotion, _ parents: [SIMD3<Double>], _ accelerations: [SIMD3<Double>],
    _ scene: Scene
  ) -> [Pose] {
    let along = motion.axes.map(\.x)
    let changes = scene.filter(along, derivative: 1)
    let normal = (limb.neutral ?? .left).vector
    return along.indices.map { t in
      func turned(_ vector: SIMD3<Double>) -> SIMD3<Double> { scene.body.turned(vector, frame: t) }
      let axes = NeutralLimbFrame.axes(along: turned(along[t]), before: turned(parents[t]), neutral: normal)
      let turning = turned(scene.place.rate * cross(along[t], changes[t]))
      return Pose(
        along: turned(along[t]), turning: turning,
        force: axes.coordinates(of: turned(accelerations[t] + scene.place.up)),
        up: axes.coordinates(of: turned(scene.place.up)), rate: axes.coordinates(of: turning))
    }
  }

  private static func numbers(_ vector: SIMD3<Double>) -> [Float] { (0..<3).map { Float(vector[$0]) } }
}
