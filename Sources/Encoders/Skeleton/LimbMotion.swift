/// How a limb moves through a recording: its axes, what turns them, and what a sensor at its end
/// feels.
struct LimbMotion {
  /// What a skeleton does not say by itself.
  struct Place {
    /// Frames a second.
    var rate: Double
    /// Metres in a unit of length.
    var metres: Double
    /// The direction against gravity.
    var up: SIMD3<Double>
  }

  /// The smoothed positions of the joint at the limb's end, of the one where it begins, and of the
  /// one before.
  let joints: [[SIMD3<Double>]]
  /// The limb's axes in each frame.
  let axes: [Axes]
  /// The angular velocity of the axes in rad/s, along themselves: from the frame before to the
  /// frame after, by time.
  let rates: [SIMD3<Double>]
  /// The specific force of the joint at the limb's end in g, along the axes: acceleration minus
  /// gravity.
  let forces: [SIMD3<Double>]

  /// Nil where the limb never has a length.
  init?(
    end: [SIMD3<Double>], start: [SIMD3<Double>], before: [SIMD3<Double>], _ filter: SavitzkyGolay, _ place: Place
  ) {
    joints = [end, start, before].map { filter($0) }
    guard let axes = LimbFrame.axes(end: joints[0], start: joints[1], before: joints[2], up: place.up) else {
      return nil
    }
    self.axes = axes
    let second = place.metres * place.rate * place.rate / VirtualIMU.gravity
    let last = axes.count - 1
    rates = axes.indices.map { t in
      let (before, after) = (max(t - 1, 0), min(t + 1, last))
      return after > before ? axes[before].rotation(to: axes[after]) * (place.rate / Double(after - before)) : .zero
    }
    forces = zip(axes, filter(end, derivative: 2)).map { $0.coordinates(of: second * $1 + place.up) }
  }
}
