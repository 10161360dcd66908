import Foundation

/// A learning rate that rises in a line over the warm-up and falls along half a cosine to 0 at the
/// end.
struct CosineSchedule {
  let peak: Double
  let warmUpSteps: Int
  let steps: Int

  /// The rate of step `step`, counted from 0.
  func rate(_ step: Int) -> Double {
    if step < warmUpSteps { return peak * Double(step + 1) / Double(warmUpSteps) }
    let done = Double(step - warmUpSteps) / Double(max(steps - warmUpSteps, 1))
    return peak / 2 * (1 + cos(.pi * min(done, 1)))
  }
}
