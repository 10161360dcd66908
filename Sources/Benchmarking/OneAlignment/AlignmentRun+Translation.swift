import Alignment
import Diagnostics
import FeatureStore
import Files
import Foundation
import LinearAlgebra
import Metrics
import Records

/// What an alignment predicts of one modality from the other.
public struct TranslationResult: Sendable {
  /// From the known modality to the predicted one.
  public let direction: Direction
  /// The predicted features of all samples, d x n, in the units that the features have in their
  /// file.
  public let features: Matrix<Double>
  /// R² on the test pairs, against the means over the pairs; nil where there are no test pairs.
  public let test: CoefficientOfDetermination?
  /// R² on the pairs that the alignment was fitted on.
  public let pairs: CoefficientOfDetermination
}

extension AlignmentRun {
  /// The translations both ways.
  ///
  /// The reduction is undone: predictions and R² are of the features as they came, and what
  /// principal components left out counts as not explained.
  /// - Throws: `InputError` for an alignment that is not linear.
  public func translations() throws -> [TranslationResult] {
    try [direction, Direction(source: direction.target, target: direction.source)].map { way in
      let translation = try Translation(alignment, method: method.name, from: way.source, to: way.target)
      let known = try data.modalities[way.source]!.ofAll(features.modality(way.source))
      let predicted = data.modalities[way.target]!.reduction!.restoring(try translation(known))
      let values = try features.modality(way.target).values
      let means = values.columns(pairs).rowMeans
      func explained(_ rows: [Int]) -> CoefficientOfDetermination {
        CoefficientOfDetermination(
          predicted: predicted.selectingColumns(rows), truth: values.columns(rows), trainingMeans: means)
      }
      return TranslationResult(
        direction: way, features: predicted, test: testPairs.isEmpty ? nil : explained(testPairs),
        pairs: explained(pairs))
    }
  }

  /// The latents of both modalities, under the modalities' own names, and the given translations,
  /// named `<predicted>-from-<known>`, as one feature set.
  ///
  /// Its encoders are those of the features followed by the method; `fittedOn` holds the pairs and
  /// what the features themselves were fitted on.
  public func featureSet(with translations: [TranslationResult] = []) throws -> FeatureSet {
    let fittedOn = self.fittedOn
    let latents = try features.modalities.filter { self.latents[$0.name] != nil }.map {
      try derived($0.name, self.latents[$0.name]!, named: $0.name, units: "", fittedOn: fittedOn)
    }
    let predicted = try translations.map { result in
      try derived(
        result.direction.source, result.features, named: "\(result.direction.target)-from-\(result.direction.source)",
        units: features.modality(result.direction.target).units, fittedOn: fittedOn)
    }
    var origin = features.origin
    origin.createdBy = "hartransfer \(packageVersion)"
    return try FeatureSet(
      samples: features.samples, modalities: latents + predicted, origin: origin, trueLatents: features.trueLatents)
  }

  /// The ids of the pairs, and of what the features themselves were fitted on, in the order of the
  /// samples.
  private var fittedOn: [String] {
    let ids = features.samples.ids
    var isFitted = [Bool](repeating: false, count: ids.count)
    for row in pairs { isFitted[row] = true }
    let both = features.modalities.filter { latents[$0.name] != nil }
    let earlier = Set(both.compactMap(\.fittedOn).joined())
    if !earlier.isEmpty { for row in ids.indices where earlier.contains(ids[row]) { isFitted[row] = true } }
    return ids.indices.filter { isFitted[$0] }.map { ids[$0] }
  }

  /// What was made of the features of the modality `origin`.
  private func derived(
    _ origin: String, _ values: Matrix<Double>, named name: String, units: String, fittedOn: [String]
  ) throws -> ModalityFeatures {
    let known = try features.modality(origin)
    return ModalityFeatures(
      name: name, values: .double(values), encoder: "\(known.encoder) > \(method.name)",
      encoderParameters: try LatentParameters(
        features: known.encoderParameters, reduction: data.unreduced.reduction, alignment: method.parameters
      ).text,
      pretrainedOn: known.pretrainedOn, fittedOn: fittedOn, units: units,
      present: known.present)
  }
}
