import Records

extension Pipeline {
  /// The pipeline with the seeds of a repetition. What the record says of it stays: the repetition
  /// stands beside it.
  func ofRepetition(_ number: Int) -> Pipeline {
    var repeated = self
    repeated.method = method.ofRepetition(number)
    repeated.classifier = classifier.ofRepetition(number)
    return repeated
  }

  /// Whether a trial in that direction depends on a seed: by the encoder of a modality that it
  /// looks at, its alignment, or its classifier. A trial that does not is the same in every
  /// repetition.
  func draws(_ direction: Direction, from source: any FeatureSource) -> Bool {
    let (seen, ownDraws) =
      switch method {
      case .alignment(let choice): (direction.modalities, choice.drawsFromSeed || classifier.method.drawsFromSeed)
      case .fusion(let choice): (direction.modalities, choice.drawsFromSeed)
      case .bound(let bound):
        (bound.modalities(direction), bound.needsNoPairs || bound.learns && classifier.method.drawsFromSeed)
      case .fusedBound(let bound, let choice): (bound.modalities(direction), bound.learns && choice.drawsFromSeed)
      }
    return ownDraws || seen.contains(where: source.draws)
  }
}

extension Bound {
  /// The modalities whose features it looks at.
  fileprivate func modalities(_ direction: Direction) -> [String] {
    switch self {
    case .chance, .majority: []
    case .sourceOnSource: direction.sources
    case .targetSupervised: [direction.target]
    case .studentTeacher, .softStudentTeacher, .classMatching, .shuffledClassMatching: direction.modalities
    }
  }

  /// Whether it fits a classifier.
  fileprivate var learns: Bool { !Self.floors.contains(self) }
}
