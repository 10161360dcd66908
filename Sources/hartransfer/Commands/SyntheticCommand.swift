import ArgumentParser
import Datasets
import FeatureStore
import Foundation
import Randomness

/// `hartransfer synthetic`
struct SyntheticCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    "synthetic", abstract: "Write a feature file of synthetic data with a known answer.",
    usage: "--output <file> [<options>]",
    paragraphs: [
      "z is drawn from a mixture of Gaussians, and x = S z, with private latents of each modality, a distortion and "
        + "noise where they are asked for. The file holds the true latents, against which 'run' measures "
        + "reconstruction. The defaults are those of Kamboj and Do, arXiv 2503.15352."
    ],
    examples: [
      "hartransfer synthetic --output exact.h5",
      "hartransfer synthetic --output noisy.h5 --dimensions 30 20 --noise 0.3",
    ])

  @Option(name: .shortAndLong, help: "The feature file.") var output: String
  @Option(help: "The base of every seed.") var seed: UInt64 = 0
  @Option(help: "Number of samples; of those that train where --test-samples is given.") var samples = 2000
  @Option(help: "Number of further samples, of subjects with even numbers.") var testSamples: Int?
  @Option(parsing: .upToNextOption, help: "Number of features of each modality.") var dimensions = [2, 2]
  @Option(help: "Dimension of the latent: the rank without noise.") var latentDimension = 2
  @Option(help: "Number of classes.") var classes = 2
  @Option(help: "Distance of neighbouring class means.") var separation = 6.0
  @Option(help: "How many times likelier the first class is than the last.") var imbalance = 1.0
  @Option(help: "Number of private latents of each modality.") var nuisanceDimension = 0
  @Option(help: "Standard deviation of the private latents.") var nuisanceScale = 1.0
  @Option(help: "Share of the features that is bent, from 0 to 1.") var distortion = 0.0
  @Option(help: "Standard deviation of the noise of each feature.") var noise = 0.0

  func run() async throws {
    try await reportingInputErrors {
      let data = try SyntheticDataset {
        ($0.samples, $0.testSamples, $0.dimensions) = (samples, testSamples, dimensions)
        ($0.latentDimension, $0.classes, $0.separation, $0.imbalance) = (
          latentDimension, classes, separation, imbalance
        )
        ($0.nuisanceDimension, $0.nuisanceScale) = (nuisanceDimension, nuisanceScale)
        ($0.distortion, $0.noise) = (distortion, noise)
      }
      let set = try data.features(seed: Seed(base: seed))
      let file = URL(fileURLWithPath: output)
      try FeatureFile.write(set, to: file)
      let total = dimensions.reduce(0, +)
      let rank =
        data.stackedRank.map { "rank \($0), \(total - $0) left null vectors" }
        ?? "full rank with probability 1 (noise or distortion)"
      printResult(
        """
        \(file.relativePath)
        samples   \(set.samples.count), \(set.samples.classNames.count) classes
        stacked   \(total) features, \(rank)

        """)
    }
  }
}
