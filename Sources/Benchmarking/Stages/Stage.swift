/// What trials of a split share, made once: what kind it is, its name, and what it is made from.
///
/// `DirectionStages` declares each stage once. Who makes a stage asks `StageCache` with its
/// declaration. A trial announces its stages by following what its last ones are made from
/// (`TrialStages`).
struct Stage<Value: Sendable>: Sendable {
  let declaration: StageDeclaration

  /// - Parameter name: tells it from other stages of its kind.
  init(_ kind: StageKind, _ name: String, from parts: [StageDeclaration] = []) {
    declaration = StageDeclaration(
      kind: kind, name: "\(kind.rawValue): \(name)", value: ObjectIdentifier(Value.self), parts: parts)
  }
}

/// A stage, whatever the type of its value. Two are the same where name and type are.
struct StageDeclaration: Sendable, Hashable {
  let kind: StageKind
  let name: String
  fileprivate let value: ObjectIdentifier
  /// What it is made from.
  let parts: [StageDeclaration]

  static func == (a: Self, b: Self) -> Bool { a.name == b.name && a.value == b.value }

  func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

enum StageKind: String, Sendable {
  case pairs
  case incompletePairs = "pairs of two or more"
  case sizesOfPairs = "sizes of pairs"
  case framePairs = "frame pairs"
  case factorisation
  case frameAlignment = "frame alignment"
  case testFrames = "frames of test rows"
  case latents
  case training = "latents of labelled rows"
  case classifier
  case teacher
  case namedPairs = "named pairs"
  case student
  case softStudent = "soft student"
  case supervised
  case innerFolds = "inner folds"
  case calibrationFolds = "calibration folds"
  case selection

  /// What is known of recordings before any split.
  case recordings

  /// Whether it rests on the pairs and the test rows alone, so that conditions that keep these
  /// share it.
  var isOfPairs: Bool {
    switch self {
    case .pairs, .incompletePairs, .sizesOfPairs, .framePairs, .factorisation, .frameAlignment, .testFrames, .latents:
      true
    case .training, .classifier, .teacher, .namedPairs, .student, .softStudent, .supervised, .innerFolds,
      .calibrationFolds, .selection, .recordings:
      false
    }
  }
}

extension [StageDeclaration] {
  /// These stages and all that they are made from, each once, parts first.
  var withParts: [StageDeclaration] {
    var seen: Set<StageDeclaration> = []
    var ordered: [StageDeclaration] = []
    func visit(_ stage: StageDeclaration) {
      guard seen.insert(stage).inserted else { return }
      stage.parts.forEach(visit)
      ordered.append(stage)
    }
    forEach(visit)
    return ordered
  }
}
