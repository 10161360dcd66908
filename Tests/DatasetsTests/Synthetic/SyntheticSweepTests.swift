import Diagnostics
import FeatureStore
import LinearAlgebra
import Randomness
import StrictYAML
import TestSupport
import Testing

@testable import Datasets

@Suite struct SyntheticSweepTests {
  private let seed = Seed(base: 11)

  private func values(_ set: FeatureSet, _ modality: Int) -> Matrix<Double> {
    set.modalities[modality].values.columns(Array(0..<set.samples.count))
  }

  private func sweep(_ yaml: String) throws -> SyntheticSweep {
    try StrictYAML.decode(SyntheticSweep.self, from: yaml, file: "sweep.yaml")
  }

  @Test("a sweep gives one data set a value, which differ in that parameter alone")
  func values() throws {
    #expect(
      try sweep("{noise: 0.5, sweep: {samples: [10, 20]}}").datasets
        == [
          try SyntheticDataset { ($0.samples, $0.noise) = (10, 0.5) },
          try SyntheticDataset { ($0.samples, $0.noise) = (20, 0.5) },
        ])
    #expect(
      try sweep("{dimensions: [2, 2, 2], sweep: {dimensions: [5, 7]}}").datasets.map(\.dimensions)
        == [[5, 5, 5], [7, 7, 7]])
    #expect(try sweep("{classes: 3}").datasets == [try SyntheticDataset({ $0.classes = 3 })])
  }

  @Test(
    "a sweep over nothing, over two parameters, over an unknown one, over values twice or fractions of a count is refused",
    arguments: [
      "{sweep: {}}", "{sweep: {noise: [1], samples: [2]}}", "{sweep: {nosie: [1]}}", "{sweep: {noise: []}}",
      "{sweep: {noise: [1, 1]}}", "{sweep: {samples: [1.5]}}", "{sweep: {noise: 1}}",
    ])
  func refused(_ yaml: String) { #expect(throws: InputError.self) { try sweep(yaml) } }

  @Test("test samples are those of even subjects and stay the same whatever the number of others")
  func testSamples() throws {
    let few = try SyntheticDataset {
      ($0.samples, $0.testSamples, $0.noise) = (16, 12, 1)
    }.features(seed: seed)
    let many = try SyntheticDataset {
      ($0.samples, $0.testSamples, $0.noise) = (64, 12, 1)
    }.features(seed: seed)
    func test(_ set: FeatureSet) -> [Int] {
      set.samples.subjects.indices.filter { set.samples.subjects[$0].isMultiple(of: 2) }
    }
    #expect(test(few).count == 12 && test(many).count == 12)
    for modality in 0..<2 {
      #expect(
        values(few, modality).selectingColumns(test(few)) == values(many, modality).selectingColumns(test(many)))
    }
    let trials = try #require(many.samples.trials)
    #expect(Set(inStep(many.samples.subjects, trials).map { "\($0) \($1)" }).count == 76)
  }

  @Test("the rank of the stacked features is the one that is told, private latents included")
  func rank() throws {
    for data in [
      try SyntheticDataset {
        ($0.samples, $0.dimensions, $0.latentDimension) = (60, [6, 5], 3)
      },
      try SyntheticDataset {
        ($0.samples, $0.dimensions) = (60, [6, 5])
        ($0.latentDimension, $0.nuisanceDimension) = (2, 2)
      },
      try SyntheticDataset {
        ($0.samples, $0.dimensions) = (60, [6, 2])
        ($0.latentDimension, $0.nuisanceDimension) = (2, 3)
      },
      try SyntheticDataset {
        ($0.samples, $0.dimensions) = (60, [4, 4, 4])
        ($0.latentDimension, $0.nuisanceDimension) = (2, 1)
      },
      try SyntheticDataset {
        ($0.samples, $0.dimensions, $0.latentDimension) = (4, [6, 5], 5)
      },
    ] {
      let set = try data.features(seed: seed)
      let stacked = Matrix<Double>(data.dimensions.reduce(0, +), set.samples.count) { elements in
        let views = set.modalities.indices.map { values(set, $0) }
        var place = 0
        for sample in 0..<set.samples.count {
          for view in views {
            for row in 0..<view.rows {
              elements[place] = view[row, sample]
              place += 1
            }
          }
        }
      }
      let singular = try SingularValueDecomposition(stacked).values
      #expect(singular.count { $0 > 1e-10 * singular[0] } == data.stackedRank)
    }
    #expect(try SyntheticDataset({ $0.noise = 0.1 }).stackedRank == nil)
    #expect(try SyntheticDataset({ $0.distortion = 0.1 }).stackedRank == nil)
  }

  @Test("imbalance makes the first class that many times likelier than the last")
  func imbalance() throws {
    let data = try SyntheticDataset {
      ($0.samples, $0.classes, $0.imbalance) = (30_000, 3, 4)
    }
    #expect(abs(data.priors.reduce(0, +) - 1) < 1e-12)
    #expect(abs(data.priors[0] / data.priors[2] - 4) < 1e-12 && abs(data.priors[0] / data.priors[1] - 2) < 1e-12)
    let labels = try data.features(seed: seed).samples.labels
    for (label, prior) in data.priors.enumerated() {
      #expect(abs(Double(labels.count { $0 == label }) / 30_000 - prior) < 0.01)
    }
  }

  @Test("neighbouring class means are as far apart as asked, on a line or on a circle")
  func separation() throws {
    func distance(_ a: [Double], _ b: [Double]) -> Double {
      inStep(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    #expect(SyntheticDataset().means == [[-3, 0], [3, 0]])
    #expect(
      try SyntheticDataset({
        ($0.latentDimension, $0.classes, $0.separation) = (1, 3, 4)
      }).means == [[-4], [0], [4]])
    let circle = try SyntheticDataset {
      ($0.latentDimension, $0.classes, $0.separation) = (3, 5, 2)
    }.means
    for label in 0..<5 { #expect(abs(distance(circle[label], circle[(label + 1) % 5]) - 2) < 1e-12) }
    #expect(circle.allSatisfy { $0[2] == 0 })
  }

  @Test("nuisance, distortion and noise change the features and neither classes nor latents")
  func independent() throws {
    let plain = try SyntheticDataset { $0.samples = 40 }.features(seed: seed)
    for changed in [
      try SyntheticDataset { ($0.samples, $0.nuisanceDimension) = (40, 2) },
      try SyntheticDataset { ($0.samples, $0.distortion) = (40, 0.5) },
      try SyntheticDataset { ($0.samples, $0.noise) = (40, 0.5) },
    ] {
      let set = try changed.features(seed: seed)
      #expect(set.trueLatents == plain.trueLatents && set.samples == plain.samples)
      #expect(values(set, 0) != values(plain, 0))
    }
  }

  @Test("a whole distortion keeps every feature within the range that it bends to")
  func distortion() throws {
    let set = try SyntheticDataset {
      ($0.samples, $0.mixingRange, $0.distortion) = (200, 5, 1)
    }.features(seed: seed)
    #expect(values(set, 0).withUnsafeElements { $0.allSatisfy { abs($0) <= 5 } })
  }
}
