import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Randomness

/// Features with a known latent: z from an equal mixture of Gaussians of identity covariance, x^m = S_m z + noise.
///
/// The setting in which aligning two modalities by the left null space of their stacked features is exact: without
/// noise the stacked matrix [S_1; -S_2] Z has the rank of Z. Source: Kamboj and Do, arXiv 2503.15352, equations 6 and 7.
public struct SyntheticDataset: Sendable, Codable, Equatable {
  /// Number of samples, n.
  public var samples: Int
  /// Number of features of each modality, d_m; they are named `modality-1`, `modality-2`, ...
  public var dimensions: [Int]
  /// Dimension of the latent.
  public var latentDimension: Int
  /// The mean of each class in the latent; nil for two classes at -3 and +3 on the first axis, which overlap by about
  /// a thousandth (each is misclassified with probability .0013 at best).
  public var classMeans: [[Double]]?
  /// Entries of every S_m are uniform between minus and plus this.
  public var mixingRange: Double
  /// Standard deviation of independent Gaussian noise that is added to every feature.
  public var noise: Double

  /// Joins the parameters; the defaults are those of the paper.
  public init(
    samples: Int = 2000, dimensions: [Int] = [2, 2], latentDimension: Int = 2, classMeans: [[Double]]? = nil,
    mixingRange: Double = 5, noise: Double = 0
  ) {
    self.samples = samples
    self.dimensions = dimensions
    self.latentDimension = latentDimension
    self.classMeans = classMeans
    self.mixingRange = mixingRange
    self.noise = noise
  }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    samples = try container.decodeIfPresent(Int.self, forKey: .samples) ?? samples
    dimensions = try container.decodeIfPresent([Int].self, forKey: .dimensions) ?? dimensions
    latentDimension = try container.decodeIfPresent(Int.self, forKey: .latentDimension) ?? latentDimension
    classMeans = try container.decodeIfPresent([[Double]].self, forKey: .classMeans)
    mixingRange = try container.decodeIfPresent(Double.self, forKey: .mixingRange) ?? mixingRange
    noise = try container.decodeIfPresent(Double.self, forKey: .noise) ?? noise
  }

  /// The means that are used: those given, or the default ones.
  public var means: [[Double]] {
    classMeans
      ?? [-3, 3].map { first in (0..<max(latentDimension, 0)).map { $0 == 0 ? first : 0 } }
  }

  /// Draws the data.
  ///
  /// Class, latent and noise of a sample come from generators of their own that are drawn sample by sample: the first
  /// samples stay the same when more are asked for, and nothing but the features changes with the noise. Subjects 1
  /// to 8 take turns, and each runs through trials 1 to 4, so that every protocol has rows.
  /// - Throws: `InputError` for parameters that make no data.
  public func features(seed: Seed) throws -> FeatureSet {
    try validate()
    let means = means
    var classes = seed.deriving("synthetic", "classes").generator
    var normals = seed.deriving("synthetic", "latents").generator
    let labels = (0..<samples).map { _ in classes.index(below: means.count) }
    let latents = Matrix<Double>(latentDimension, samples) { elements in
      for (sample, label) in labels.enumerated() {
        for axis in 0..<latentDimension {
          elements[sample * latentDimension + axis] = means[label][axis] + normals.normal()
        }
      }
    }
    let table = try SampleTable(
      ids: (0..<samples).map { "sample-\($0 + 1)" }, labels: labels,
      classNames: means.indices.map { "component-\($0 + 1)" }, subjects: (0..<samples).map { 1 + $0 % 8 },
      trials: (0..<samples).map { 1 + $0 / 8 % 4 }, place: "synthetic")
    let parameters = try encoderParameters(seed)
    let modalities = dimensions.indices.map { index in
      ModalityFeatures(
        name: Self.modalityName(index), values: .double(observations(of: latents, modality: index, seed: seed)),
        encoder: "synthetic", encoderParameters: parameters)
    }
    return try FeatureSet(
      samples: table, modalities: modalities,
      origin: FeatureOrigin(dataset: "synthetic", datasetVersion: "1", createdBy: "hartransfer"), trueLatents: latents,
      place: "synthetic")
  }

  /// S_m of the modality with the given index, d_m x k.
  public func mixing(modality index: Int, seed: Seed) -> Matrix<Double> {
    var generator = seed.deriving("synthetic", "mixing", Self.modalityName(index)).generator
    return Matrix(dimensions[index], latentDimension) { elements in
      for place in elements.indices { elements[place] = generator.uniform(-mixingRange, mixingRange) }
    }
  }

  private func observations(of latents: Matrix<Double>, modality index: Int, seed: Seed) -> Matrix<Double> {
    let mixing = mixing(modality: index, seed: seed)
    var generator = seed.deriving("synthetic", "noise", Self.modalityName(index)).generator
    return Matrix(mixing.rows, latents.columns) { elements in
      for sample in 0..<latents.columns {
        for feature in 0..<mixing.rows {
          var value = noise == 0 ? 0 : noise * generator.normal()
          for axis in 0..<mixing.columns { value += mixing[feature, axis] * latents[axis, sample] }
          elements[sample * mixing.rows + feature] = value
        }
      }
    }
  }

  private func encoderParameters(_ seed: Seed) throws -> String {
    struct Description: Encodable {
      var parameters: SyntheticDataset
      var seed: String
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var parameters = self
    parameters.classMeans = means
    let json = try encoder.encode(Description(parameters: parameters, seed: String(seed.value)))
    return String(decoding: json, as: UTF8.self)
  }

  private func validate() throws {
    func require(_ holds: Bool, _ key: String, _ found: some Any, _ expected: String) throws {
      guard holds else { throw InputError("synthetic data: \(key)", found: "\(found)", expected: expected) }
    }
    try require(samples > 0, "samples", samples, "at least 1")
    try require(
      !dimensions.isEmpty && dimensions.allSatisfy { $0 > 0 }, "dimensions", dimensions, "one or more, above 0")
    try require(latentDimension > 0, "latentDimension", latentDimension, "at least 1")
    let sizes = means.map(\.count)
    try require(
      !sizes.isEmpty && sizes.allSatisfy { $0 == latentDimension } && means.joined().allSatisfy(\.isFinite),
      "classMeans",
      means, "at least one, each of \(latentDimension) finite numbers")
    try require(mixingRange > 0 && mixingRange.isFinite, "mixingRange", mixingRange, "a number above 0")
    try require(noise >= 0 && noise.isFinite, "noise", noise, "a standard deviation from 0")
  }

  private static func modalityName(_ index: Int) -> String { "modality-\(index + 1)" }
}
