import Diagnostics
import FeatureStore
import Files
import Foundation
import LinearAlgebra
import Randomness

extension SyntheticDataset {
  /// Draws the data.
  ///
  /// Class, latent, private latents and noise of a sample come from generators of their own that
  /// are drawn sample by sample. So the first samples stay the same when more are asked for.
  /// Nothing but the features changes with noise, nuisance or distortion. Subjects 1 to 8 take
  /// turns. With `testSamples` the even ones come first, for those, and then the odd ones. Every
  /// sample is a trial of its own, so that every protocol has rows.
  /// - Throws: `InputError` for parameters that make no data.
  public func features(seed: Seed) throws -> FeatureSet {
    try InputError.naming("synthetic data") { try checkAll() }
    let (means, priors, latentDimension) = (means, priors, latentDimension)
    let count = samples + (testSamples ?? 0)
    var classes = seed.deriving("synthetic", "classes").generator
    var normals = seed.deriving("synthetic", "latents").generator
    let labels = (0..<count).map { _ in drawClass(&classes, priors: priors) }
    let latents = Matrix<Double>(latentDimension, count) { elements in
      for (sample, label) in labels.enumerated() {
        for axis in 0..<latentDimension {
          elements[sample * latentDimension + axis] = means[label][axis] + normals.normal()
        }
      }
    }
    let table = try SampleTable(
      ids: (0..<count).map { "sample-\($0 + 1)" }, labels: labels,
      classNames: means.indices.map { "component-\($0 + 1)" }, subjects: (0..<count).map(subject),
      trials: (0..<count).map { 1 + $0 / (testSamples == nil ? 8 : 4) }, place: "synthetic")
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
    mixing("mixing", columns: latentDimension, modality: index, seed: seed)
  }

  /// N_m of the modality with the given index: d_m x `nuisanceDimension`.
  public func nuisanceMixing(modality index: Int, seed: Seed) -> Matrix<Double> {
    mixing("nuisance mixing", columns: nuisanceDimension, modality: index, seed: seed)
  }

  /// The rank of the stacked features [X_1; -X_2; ...], or nil where noise or distortion fill the
  /// space.
  ///
  /// With probability 1 it is the smallest of: the number of samples, all dimensions together, and
  /// the latent dimension with every modality's private latents. Alignment by the left null space
  /// is exact where rows of it are left that involve more than one modality.
  public var stackedRank: Int? {
    guard noise == 0, distortion == 0 else { return nil }
    return min(samples + (testSamples ?? 0), dimensions.reduce(0, +), latentRank)
  }

  private var latentRank: Int {
    // A modality of few features shows no more private directions than it has features.
    latentDimension + dimensions.reduce(0) { $0 + min(nuisanceDimension, $1) }
  }

  private func subject(_ sample: Int) -> Int {
    guard let testSamples else { return 1 + sample % 8 }
    return sample < testSamples ? 2 + 2 * (sample % 4) : 1 + 2 * ((sample - testSamples) % 4)
  }

  private func mixing(_ purpose: String, columns: Int, modality index: Int, seed: Seed) -> Matrix<Double> {
    var generator = seed.deriving("synthetic", purpose, Self.modalityName(index)).generator
    return Matrix(dimensions[index], columns) { elements in
      for place in elements.indices { elements[place] = generator.uniform(-mixingRange, mixingRange) }
    }
  }

  private func observations(of latents: Matrix<Double>, modality index: Int, seed: Seed) -> Matrix<Double> {
    let mixing = mixing(modality: index, seed: seed)
    let nuisanceMixing = self.nuisanceMixing(modality: index, seed: seed)
    var noises = seed.deriving("synthetic", "noise", Self.modalityName(index)).generator
    var nuisances = seed.deriving("synthetic", "nuisance", Self.modalityName(index)).generator
    var nuisance = [Double](repeating: 0, count: nuisanceDimension)
    // Inside the loops a parameter would be looked up again for every feature.
    let (nuisanceScale, mixingRange, distortion, noise) = (nuisanceScale, mixingRange, distortion, noise)
    return Matrix(mixing.rows, latents.columns) { elements in
      for sample in 0..<latents.columns {
        for axis in nuisance.indices { nuisance[axis] = nuisanceScale * nuisances.normal() }
        for feature in 0..<mixing.rows {
          var value = 0.0
          for axis in 0..<mixing.columns { value += mixing[feature, axis] * latents[axis, sample] }
          for axis in nuisance.indices { value += nuisanceMixing[feature, axis] * nuisance[axis] }
          if distortion != 0 {
            value = (1 - distortion) * value + distortion * mixingRange * tanh(value / mixingRange)
          }
          elements[sample * mixing.rows + feature] = noise == 0 ? value : value + noise * noises.normal()
        }
      }
    }
  }

  private func encoderParameters(_ seed: Seed) throws -> String {
    struct Description: Encodable {
      var parameters: SyntheticDataset
      var seed: String
    }
    var parameters = self
    parameters.classMeans = means
    return try CanonicalJSON.text(Description(parameters: parameters, seed: String(seed.value)))
  }

  private static func modalityName(_ index: Int) -> String { "modality-\(index + 1)" }
}
