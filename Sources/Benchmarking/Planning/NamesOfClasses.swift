import Diagnostics
import Metrics
import Splits

/// A modality that names the class of a sample, as a text that describes the class does: a pair
/// with it carries a label.
extension Plan {
  /// Refuses such a modality wherever it is not what `unseen-classes` asks for, and that protocol
  /// for any other.
  static func refuseNamesOfClasses(
    _ configuration: BenchmarkConfiguration, _ directions: [Direction], source: any FeatureSource
  ) throws {
    let zeroShot = UnseenClasses.name
    for direction in directions {
      let place = "directions: \(direction.source) -> \(direction.target)"
      if try source.namesClasses(direction.target) {
        throw InputError(
          place, found: "the target '\(direction.target)', which names the class",
          expected: "a target that was recorded",
          advice: "Whoever names a class from its description has read the answer; list the directions from it instead."
        )
      }
      let namesClass = try direction.sources.contains { try source.namesClasses($0) }
      for name in configuration.protocols.map(\.name) where namesClass != (name == zeroShot) {
        guard namesClass else {
          throw InputError(
            place, found: "the protocol \(name)", expected: "a source of texts that describe classes",
            advice: "Between recordings the question is asked by unpaired-classes.")
        }
        throw InputError(
          place, found: "the protocol \(name)", expected: zeroShot,
          advice:
            "'\(direction.source)' names the class, so that a pair with it carries the label of its recording; that "
            + "is honest only where the classes of the test are in no pair.")
      }
      guard namesClass else { continue }
      for (criterion, reason) in meaninglessForNames {
        guard let choice = configuration.alignments.first(where: { $0.criterion == criterion }) else { continue }
        throw InputError(
          "\(place): \(choice.name): select", found: "by: \(criterion.rawValue)",
          expected: "by: \(SelectionCriterion.teacherAgreement.rawValue)", advice: reason)
      }
    }
  }
}

/// The criteria that say nothing where the samples of a class share one text, and why.
private let meaninglessForNames: [(SelectionCriterion, String)] = [
  (
    .pairRetrieval,
    "The samples of a class share one text, so that none has a partner of its own to be found."
  ),
  (
    .sourceValidation,
    "The samples of a class share one text, which is recognised as itself whatever the alignment."
  ),
]

/// Groups of scores by name.
enum MetricNames {
  /// What presumes that a sample's partner is its own: retrieval, and neighbours that two latents
  /// share.
  static let ofSinglePartners =
    (RetrievalMetric.all + RetrievalMetric.back).map(\.description.name)
    + [SimilarityMetric.mutualNeighbours, .mutualNeighboursNull, .mutualNeighboursP].map(\.description.name)
}
