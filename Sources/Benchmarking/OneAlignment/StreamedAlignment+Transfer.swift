import Alignment
import Classifiers
import Diagnostics
import FeatureStore
import LinearAlgebra
import Metrics

extension StreamedAlignment {
  /// Carries labels over, as `AlignmentRun.transfer` does, by passes over the labelled rows.
  /// - Parameter classifier: a method that is `FittedInPasses`, with its parameters.
  /// - Returns: the true classes of the test rows by the predicted ones, and how often labelled
  ///   rows were read. Then of how many samples of a class mixtures found first clusters; nil for
  ///   all.
  /// - Throws: as `AlignmentRun.transfer`, what reading throws, and `InputError` for a classifier
  ///   that needs all samples in memory.
  public func transfer(
    _ classifier: any ClassifierMethod
  ) throws -> (confusion: ConfusionMatrix, passes: Int, startSamples: Int?) {
    let classifier = try Self.fittedInPasses(classifier)
    guard let split else { throw AlignmentRun.noRoles }
    let labelled = try rows(split.roles.labelled, of: direction.source, role: "labelled")
    let test = try rows(split.roles.test, of: direction.target, role: "test")
    let source = try SourceRows(self, labelled)
    let fitted = try fit(classifier, on: source)
    let own = share(of: test)
    let target = streamed.latents(
      of: try PairedRows(reader, of: [direction.target], rows: own), of: place(of: direction.target),
      by: alignment)
    let predicted = try target.eachStrand { strand, _ in
      var predicted: [Int?] = []
      try strand.forEachBlock(width: 2048) { predicted += try fitted.predict($0, among: split.candidateClasses) }
      return predicted
    }
    let labels = reader.samples.labels
    let confusion = ConfusionMatrix(
      truth: own.map { labels[$0] }, predictions: Array(predicted.joined()),
      classCount: reader.samples.classNames.count)
    return (
      try exchange.map { try confusion.total(through: $0) } ?? confusion, source.rows.passes,
      (classifier as? GaussianMixture)?.startSamples(of: source.labels)
    )
  }

  /// A classifier that needs no samples in memory.
  /// - Throws: `InputError` for any other.
  public static func fittedInPasses(_ classifier: any ClassifierMethod) throws -> any FittedInPasses {
    guard let classifier = classifier as? any FittedInPasses else {
      throw InputError(
        "classifier \(type(of: classifier).name)", found: "features that are read in pieces",
        expected: "a classifier that passes suffice for: \(ClassifierRegistry.fittedInPasses.joined(separator: ", "))",
        advice: "Choose one of these, or raise the memory that features may take.")
    }
    return classifier
  }

  /// The labelled rows of the source, read in pieces.
  private struct SourceRows {
    let rows: PairedRows
    let samples: any SampleSource<Double>
    let labels: [Int]

    init(_ run: StreamedAlignment, _ labelled: [Int]) throws {
      rows = try PairedRows(run.reader, of: [run.direction.source], rows: run.share(of: labelled))
      let own = rows
      samples = run.exchange.map { SharedSamples(own, of: labelled.count, through: $0) } ?? own
      let all = run.reader.samples.labels
      labels = labelled.map { all[$0] }
    }
  }

  private func fit(_ classifier: any FittedInPasses, on source: SourceRows) throws -> any FittedClassifier {
    let place = place(of: direction.source)
    let latents = LabelledStream(streamed.latents(of: source.samples, of: place, by: alignment), labels: source.labels)
    guard let mixture = classifier as? GaussianMixture else { return try classifier.fitInSafeUnits(latents) }
    switch mixture.transfer {
    case .latent: return try mixture.fitInSafeUnits(latents)
    case .unsupervised: return try mixture.fitUnsupervised(latents)
    case .subspace:
      // The few pairs that stand for all reach the same directions.
      let target = self.place(of: direction.target)
      let few = try alignment.embed(streamed.equivalent.views[target], of: direction.target)
      return try mixture.fit(latents, marginalOn: LatentClassifier.reach(of: few))
    case .pushForward:
      let features = LabelledStream(streamed.reduced(source.samples, of: place), labels: source.labels)
      let map = alignment.maps[place]
      return try mixture.fit(features, pushedThrough: map.matrix, offset: map.offset)
    }
  }

  /// The given rows that have a modality.
  private func rows(_ rows: [Int], of modality: String, role: String) throws -> [Int] {
    let present = reader.modalities.first { $0.name == modality }?.present
    let own = present.map { present in rows.filter { present[$0] } } ?? rows
    guard !own.isEmpty else { throw direction.without(role, needing: modality) }
    return own
  }

  /// Those that this process reads.
  private func share(of rows: [Int]) -> [Int] { exchange.map { Array(rows[$0.share(of: rows.count)]) } ?? rows }

  private func place(of modality: String) -> Int {
    guard let place = names.firstIndex(of: modality) else { preconditionFailure("no modality \(modality)") }
    return place
  }
}
