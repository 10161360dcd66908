import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Randomness
import StrictYAML
import TestSupport
import Testing

@testable import Datasets

@Suite struct SyntheticTests {
  private let seed = Seed(base: 7)

  private func values(_ set: FeatureSet, _ modality: Int) -> Matrix<Double> {
    set.modalities[modality].values.columns(Array(0..<set.samples.count))
  }

  @Test("without noise every modality is exactly its mixing matrix times the true latents")
  func exact() throws {
    let data = try SyntheticDataset {
      ($0.samples, $0.dimensions, $0.latentDimension) = (50, [3, 5], 2)
    }
    let set = try data.features(seed: seed)
    #expect(set.modalities.map(\.name) == ["modality-1", "modality-2"])
    let latents = try #require(set.trueLatents)
    for modality in 0..<2 {
      let mixing = data.mixing(modality: modality, seed: seed)
      let features = values(set, modality)
      for sample in 0..<50 {
        for row in 0..<mixing.rows {
          let expected = mixing[row, 0] * latents[0, sample] + mixing[row, 1] * latents[1, sample]
          #expect(abs(features[row, sample] - expected) <= 1e-12)
        }
      }
      #expect(mixing.withUnsafeElements { $0.allSatisfy { abs($0) <= 5 } })
    }
  }

  @Test("the stacked noise-free features have the rank of the latent: four rows, of which two are spare")
  func rank() throws {
    let data = try SyntheticDataset { $0.samples = 200 }
    let set = try data.features(seed: seed)
    let (first, second) = (values(set, 0), values(set, 1))
    // Rows of the second modality from those of the first: x2 = S2 inverse(S1) x1, with S1 of 2 x 2
    // inverted by hand.
    let s1 = data.mixing(modality: 0, seed: seed)
    let s2 = data.mixing(modality: 1, seed: seed)
    let determinant = s1[0, 0] * s1[1, 1] - s1[0, 1] * s1[1, 0]
    let inverse = [[s1[1, 1], -s1[0, 1]], [-s1[1, 0], s1[0, 0]]].map { $0.map { $0 / determinant } }
    for sample in 0..<200 {
      let latent = (0..<2).map { inverse[$0][0] * first[0, sample] + inverse[$0][1] * first[1, sample] }
      for row in 0..<2 {
        let expected = s2[row, 0] * latent[0] + s2[row, 1] * latent[1]
        #expect(abs(expected - second[row, sample]) < 1e-9)
      }
    }
  }

  @Test("classes are equally likely, with the given means and identity covariance")
  func moments() throws {
    let set = try SyntheticDataset { ($0.samples, $0.classMeans) = (20_000, [[-2, 1], [2, 1], [0, -4]]) }.features(
      seed: seed)
    let latents = try #require(set.trueLatents)
    for (label, mean) in [[-2.0, 1], [2, 1], [0, -4]].enumerated() {
      let rows = set.samples.labels.indices.filter { set.samples.labels[$0] == label }
      let n = Double(rows.count)
      #expect((6400.0...6930).contains(n))
      let means = (0..<2).map { axis in rows.map { latents[axis, $0] }.reduce(0, +) / n }
      for (a, b) in [(0, 0), (0, 1), (1, 1)] {
        let products = rows.map { row in (latents[a, row] - means[a]) * (latents[b, row] - means[b]) }
        let covariance = products.reduce(0, +) / n
        let expected = a == b ? 1.0 : 0.0
        #expect(abs(covariance - expected) < 0.06)
      }
      for axis in 0..<2 { #expect(abs(means[axis] - mean[axis]) < 0.05) }
    }
  }

  @Test("the same seed gives the same data, more samples keep the first, and noise changes the features alone")
  func derived() throws {
    let base = try SyntheticDataset { $0.samples = 40 }.features(seed: seed)
    let again = try SyntheticDataset { $0.samples = 40 }.features(seed: seed)
    let longer = try SyntheticDataset { $0.samples = 60 }.features(seed: seed)
    let noisy = try SyntheticDataset { ($0.samples, $0.noise) = (5000, 0.5) }.features(seed: seed)
    let clean = try SyntheticDataset { $0.samples = 5000 }.features(seed: seed)
    #expect(values(base, 1) == values(again, 1))
    #expect(values(base, 1) == values(longer, 1).selectingColumns(Array(0..<40)))
    #expect(clean.trueLatents == noisy.trueLatents)
    let differences = values(noisy, 0).withUnsafeElements { a in
      values(clean, 0).withUnsafeElements { b in inStep(a, b).map { $0 - $1 } }
    }
    let deviation = (differences.reduce(0) { $0 + $1 * $1 } / Double(differences.count)).squareRoot()
    #expect(abs(deviation - 0.5) < 0.02)
    #expect(try SyntheticDataset({ $0.samples = 40 }).features(seed: Seed(base: 8)).trueLatents != base.trueLatents)
  }

  @Test("every person has equally many samples, each a trial of its own, so that each protocol finds rows")
  func table() throws {
    let samples = try SyntheticDataset { $0.samples = 64 }.features(seed: seed).samples
    let trials = try #require(samples.trials)
    #expect(Set(inStep(samples.subjects, trials).map { "\($0) \($1)" }).count == 64)
  }

  @Test(
    "parameters that make no data are refused by name",
    arguments: [
      ("samples", "0"), ("testSamples", "0"), ("dimensions", "[]"), ("dimensions", "[2, 0]"), ("latentDimension", "0"),
      ("classes", "0"), ("separation", "-1"), ("classMeans", "[[1]]"), ("classMeans", "[]"), ("imbalance", "0.5"),
      ("mixingRange", "0"), ("nuisanceDimension", "-1"), ("nuisanceScale", "-1"), ("distortion", "1.5"),
      ("distortion", ".nan"), ("noise", "-1"), ("noise", ".nan"),
    ])
  func refused(name: String, value: String) {
    let error = #expect(throws: InputError.self) {
      try StrictYAML.decode(SyntheticDataset.self, from: "{\(name): \(value)}", file: "s.yaml")
    }
    #expect(error?.place.hasSuffix(name) == true)
  }

  @Test("parameters that a program has made wrong are refused before data are drawn")
  func assigned() {
    var data = SyntheticDataset()
    data.samples = 0
    let error = #expect(throws: InputError.self) { try data.features(seed: seed) }
    #expect(error?.place == "synthetic data: samples")
  }
}
