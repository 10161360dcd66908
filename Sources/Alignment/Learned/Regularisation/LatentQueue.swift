import LinearAlgebra

/// The latents of the pairs of earlier steps in both modalities, at length 1, the oldest first.
struct LatentQueue: Sendable {
  /// How many pairs it holds at most.
  let length: Int
  /// One matrix a modality, a pair a column; empty before the first step.
  private(set) var latents = [Matrix<Double>(0, 0), Matrix<Double>(0, 0)]

  init(length: Int) { self.length = length }

  /// Adds a batch at the end, in its order; what is too much leaves at the front.
  mutating func add(_ batch: [Matrix<Double>]) {
    latents = zip(latents, batch).map { earlier, new in
      let unit = UnitColumns(new).values
      let all = earlier.columns == 0 ? unit : .stackedHorizontally([earlier, unit])
      let kept = min(length, all.columns)
      return all.columns(all.columns - kept..<all.columns)
    }
  }
}
