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
        rate: skeleton.series.rate,
        metres: try metres ?? parameters.torsoLength / BodyFrame.torsoLength(skeleton, landmarks),
        up: parameters.up.vector),
      root: try skeleton.positions(of: parameters.root, for: "root"))
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
    let root = scene.filter(scene.root)
    let (rate, body) = (scene.place.rate, scene.body)
    /// A length of the skeleton in body axes: in torso lengths, or in metres.
    func scaled(_ vector: SIMD3<Double>, _ t: Int) -> SIMD3<Double> {
      let turned = body.coordinates(of: vector, frame: t)
      return parameters.scale ? turned : scene.place.metres * turned
    }
    return motion.axes.indices.map { t in
      let axes = motion.axes[t]
      let velocity = scaled(rate * velocities[t], t)
      let acceleration = scaled(rate * rate * accelerations[t], t)
      let vectors = [
        body.turned(axes.x, frame: t), body.turned(parents[t], frame: t), velocity, acceleration,
        body.turned(axes.vector(of: motion.rates[t]), frame: t), motion.forces[t],
        axes.coordinates(of: scene.place.up), motion.rates[t],
      ]
      let norms = [velocity, acceleration, motion.rates[t], motion.forces[t]].map { Float(length($0)) }
      return vectors.flatMap(Self.numbers) + norms + Self.numbers(scaled(motion.joints[0][t] - root[t], t))
    }
  }

  private static func numbers(_ vector: SIMD3<Double>) -> [Float] { (0..<3).map { Float(vector[$0]) } }
}
