import Diagnostics
import Splits

/// A modality that names the class of a sample, as a text that describes the class does: a pair
/// with it carries a label.
extension Plan {
  /// Refuses such a modality but as a source under `unseen-classes`, and that protocol for any
  /// other source.
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
      for (choice, rule) in configuration.alignments.compactMap({ choice in choice.criterion.map { (choice, $0.rule) } }
      ) {
        guard let fault = rule.faultWithNamesOfClasses else { continue }
        throw InputError(
          "\(place): \(choice.name): select", found: "by: \(rule.name)", expected: "by: \(TeacherAgreement.name)",
          advice: fault)
      }
    }
  }
}
