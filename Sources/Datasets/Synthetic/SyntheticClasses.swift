import Foundation
import Randomness

/// The classes of synthetic data: where their means are and how likely each is.
extension SyntheticDataset {
  /// The means that are used: those given, or those that `classes` and `separation` place.
  public var means: [[Double]] {
    if let classMeans { return classMeans }
    func point(_ first: Double, _ second: Double = 0) -> [Double] {
      (0..<max(latentDimension, 0)).map { $0 == 0 ? first : $0 == 1 ? second : 0 }
    }
    guard classes > 2, latentDimension > 1 else {
      return (0..<max(classes, 0)).map { point((Double($0) - Double(classes - 1) / 2) * separation) }
    }
    let radius = separation / (2 * sin(.pi / Double(classes)))
    return (0..<classes).map { label in
      let angle = 2 * .pi * Double(label) / Double(classes)
      return point(radius * cos(angle), radius * sin(angle))
    }
  }

  /// How likely each class is; they sum to 1.
  public var priors: [Double] {
    let count = means.count
    guard count > 1 else { return [1] }
    let weights = (0..<count).map { pow(imbalance, -Double($0) / Double(count - 1)) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// Draws the class of a sample with one number of the generator.
  func drawClass(_ generator: inout Xoshiro256, priors: [Double]) -> Int {
    guard imbalance != 1 else { return generator.index(below: priors.count) }
    let place = generator.uniform()
    var sum = 0.0
    for (label, prior) in priors.enumerated() {
      sum += prior
      if place < sum { return label }
    }
    return priors.count - 1
  }
}
