import LinearAlgebra

/// The pairs of one limb, as a gate gives them.
struct FrameLimb: Sendable {
  let gate: LimbGate
  let limb: Int

  /// The pairs that an alignment of this limb is fitted on: its own, or all where it has too few.
  /// Then no clip is given to the limb.
  var fitted: [Int] { members.count >= LimbGate.fewest ? members : Array(gate.limbs.indices) }

  private var members: [Int] { gate.limbs.indices.filter { gate.limbs[$0] == limb } }

  /// Whether each pair is of the limb.
  var ofPairs: [Bool] { gate.limbs.map { $0 == limb } }

  /// Whether the gate gives each clip of the worn modality to the limb; nil for the modality that
  /// has the limbs, whose clips all have it.
  func isOpen(_ clips: Matrix<Double>, of place: Int) -> [Bool]? {
    place == gate.places.worn ? gate(clips).map { $0 == limb } : nil
  }
}

extension FramePairs {
  /// Behind the pairs themselves those of each limb, with the limb's channels alone.
  public func withLimbs(_ gate: LimbGate?) -> [FramePairs] {
    guard let gate else { return [self] }
    return [self]
      + (0..<gate.count).map { limb in
        restricted(to: FrameLimb(gate: gate, limb: limb))
      }
  }
}
