import LinearAlgebra

/// How far what a modality says of a pair's similarity to earlier pairs is from what the other
/// modality says.
///
/// A queue holds the latents of earlier pairs in both modalities, at length 1. A latent's cosines
/// with those of its own modality, softmax over a temperature, are its similarity to these pairs.
/// Each modality teaches the other: the term is the Kullback-Leibler divergence KL(teacher ||
/// student), as a mean over samples and over both ways. The teacher's temperature is the smaller
/// one. No gradient goes to the teacher or to the queue.
/// Cost: O(n q k) a step for a queue of q pairs.
/// Source: Fang et al., ICLR 2021 (SEED) for similarities to a queue; Mao et al., ECCV 2022 (CMD)
/// for both ways between modalities. Here the queue holds latents of the heads themselves; there is
/// no second, slower head.
struct DistillationTerm: Sendable {
  let weight: Double
  let teacherTemperature: Double
  let studentTemperature: Double

  /// Value and gradients, the weight in both; nothing for an empty queue.
  /// - Parameter queue: earlier latents of each modality at length 1, the same pairs in both.
  func evaluate(_ latents: [Matrix<Double>], queue: [Matrix<Double>]) -> LatentGradient<Double> {
    let n = latents[0].columns
    guard queue[0].columns > 0 else {
      return LatentGradient(value: 0, latents: latents.map { Matrix($0.rows, n) })
    }
    let unit = latents.map(UnitColumns.init)
    let cosines = zip(queue, unit).map { Matrix.product($0, $1.values, transposing: .first) }
    let share = weight / Double(latents.count * n)
    var value = 0.0
    let gradients = latents.indices.map { m in
      let teacher = soft(cosines[1 - m], teacherTemperature)
      let student = soft(cosines[m], studentTemperature)
      teacher.shares.withUnsafeElements { p in
        teacher.logarithms.withUnsafeElements { logP in
          student.logarithms.withUnsafeElements { logQ in
            for i in p.indices { value += share * p[i] * (logP[i] - logQ[i]) }
          }
        }
      }
      let ofCosines = (share / studentTemperature) * (student.shares - teacher.shares)
      return unit[m].gradient(of: Matrix.product(queue[m], ofCosines))
    }
    return LatentGradient(value: value, latents: gradients)
  }

  private func soft(_ cosines: Matrix<Double>, _ temperature: Double) -> SoftSimilarity {
    SoftSimilarity(cosines, temperature: temperature, withoutSelf: false)
  }
}
