import LinearAlgebra

/// The terms beside the loss of one training, with what they remember from step to step.
struct PairRegulariser: Sendable {
  private let structure: StructureTerm?
  private let distillation: DistillationTerm?
  private var queue: LatentQueue
  private let inputs: [Matrix<Double>]
  /// The neighbourhoods of all pairs in their order, once a batch has held them.
  private var whole: [SoftSimilarity]?

  /// Nil where no term has a weight.
  /// - Parameters:
  ///   - inputs: what neighbourhoods are to follow, of each modality, a pair a column.
  ///   - count: the pairs that are trained on.
  init?(_ parameters: PairRegularisation, inputs: [Matrix<Double>], count: Int) {
    guard parameters.hasTerms else { return nil }
    self.inputs = inputs
    structure =
      parameters.structure > 0
      ? StructureTerm(weight: parameters.structure, temperature: parameters.structureTemperature) : nil
    distillation =
      parameters.distillation > 0
      ? DistillationTerm(
        weight: parameters.distillation, teacherTemperature: parameters.teacherTemperature,
        studentTemperature: parameters.studentTemperature) : nil
    queue = LatentQueue(length: min(parameters.queue, count))
  }

  /// Value and gradients of all terms for the latents of a batch, which the queue then takes up.
  /// - Parameter pairs: the places of the batch's pairs.
  mutating func evaluate(_ latents: [Matrix<Double>], of pairs: [Int]) -> LatentGradient<Double> {
    var terms: [LatentGradient<Double>] = []
    if let structure {
      terms.append(structure.evaluate(latents, inputs: neighbourhoods(pairs, by: structure)))
    }
    if let distillation {
      terms.append(distillation.evaluate(latents, queue: queue.latents))
      queue.add(latents)
    }
    return terms.dropFirst().reduce(terms[0]) { sum, term in
      LatentGradient(value: sum.value + term.value, latents: zip(sum.latents, term.latents).map { $0 + $1 })
    }
  }

  private mutating func neighbourhoods(_ pairs: [Int], by structure: StructureTerm) -> [SoftSimilarity] {
    guard pairs.elementsEqual(0..<inputs[0].columns) else {
      return inputs.map { structure.neighbourhoods($0.selectingColumns(pairs)) }
    }
    let found = whole ?? inputs.map { structure.neighbourhoods($0) }
    whole = found
    return found
  }
}
