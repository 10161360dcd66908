import Alignment
import Classifiers
import Parameters
import Randomness
import Records

extension Seed {
  /// The seed of one of several runs that differ in their draws alone. The first has the seed
  /// itself.
  func ofRepetition(_ number: Int) -> Seed { number == 1 ? self : deriving("repetition", "\(number)") }
}

extension Parametrised {
  /// The method with the seed of a repetition, derived from its own.
  func ofRepetition(_ number: Int) -> Self {
    // Without the highest bits every program reads the number as it is.
    number == 1 ? self : reseeded { Seed(base: $0).ofRepetition(number).value >> 11 }
  }
}

extension AlignmentChoice {
  func ofRepetition(_ number: Int) -> AlignmentChoice {
    let candidates = candidates.map { $0.ofRepetition(number) as any AlignmentMethod }
    return criterion.map { AlignmentChoice(selecting: candidates, by: $0, halving: halving) }
      ?? AlignmentChoice(candidates[0])
  }

  var drawsFromSeed: Bool { candidates.contains { $0.drawsFromSeed } }
}

extension ClassifierChoice {
  func ofRepetition(_ number: Int) -> ClassifierChoice { ClassifierChoice(method.ofRepetition(number)) }
}

extension Method {
  func ofRepetition(_ number: Int) -> Method {
    switch self {
    case .alignment(let choice): .alignment(choice.ofRepetition(number))
    case .bound: self
    case .fusion(let choice): .fusion(choice.ofRepetition(number))
    case .fusedBound(let bound, let choice): .fusedBound(bound, choice.ofRepetition(number))
    }
  }
}

extension FusionChoice {
  func ofRepetition(_ number: Int) -> FusionChoice {
    var repeated = self
    for part in [\FusionChoice.clips, \.frames] {
      repeated[keyPath: part].alignment = self[keyPath: part].alignment.ofRepetition(number)
      repeated[keyPath: part].classifier = self[keyPath: part].classifier.ofRepetition(number)
    }
    return repeated
  }

  var drawsFromSeed: Bool {
    [clips, frames].contains { $0.alignment.drawsFromSeed || $0.classifier.method.drawsFromSeed }
  }
}
