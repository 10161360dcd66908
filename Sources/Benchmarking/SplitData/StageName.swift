import Alignment
import Classifiers
import Records

/// Names of shared values of a split.
enum StageName {
  /// The inner folds of a selection.
  static func innerFolds(
    for criterion: SelectionCriterion, _ direction: Direction, _ classifier: any ClassifierMethod
  ) throws -> String {
    switch criterion {
    case .sourceValidation: "inner folds of labelled rows"
    case .leaveClassesOut: "inner folds of classes: \(direction.source) \(try classifier.identity)"
    default: "inner folds"
    }
  }

  /// The inner folds on which a penalty of paired classes is chosen.
  static func calibrationFolds(_ direction: Direction, _ classifier: any ClassifierMethod) throws -> String {
    "calibration folds: \(direction.source) \(direction.target) \(try classifier.identity)"
  }

  /// The paired frames of a direction, shared as factorisations are.
  static func framePairs(_ direction: Direction, modalities: [String], mismatched: Bool) -> String {
    "frame pairs: \(modalities.filter(direction.modalities.contains).joined(separator: " "))"
      + (mismatched ? " with \(direction.target) mismatched" : "")
  }

  /// The paired features of a direction as a method sees them, shared as factorisations are.
  static func pairs(
    _ method: any AlignmentMethod, _ direction: Direction, modalities: [String], mismatched: Bool
  ) -> String {
    let kind = method.usesIncompleteSamples ? "pairs of two or more" : "pairs"
    return "\(kind): \(place(method, direction, modalities: modalities, mismatched: mismatched))"
  }

  private static func place(
    _ method: any AlignmentMethod, _ direction: Direction, modalities: [String], mismatched: Bool
  ) -> String {
    let names = modalities.filter(direction.modalities.contains).joined(separator: " ")
    let source = method.dependsOnDirection ? " from \(direction.source)" : ""
    // Where pairs are mismatched, it is the target that stands in the wrong place: then directions share nothing.
    return names + source + (mismatched ? " with \(direction.target) mismatched" : "")
  }

  /// The factorisation of the pairs of a direction; directions between the same modalities share it, unless the method
  /// depends on the direction.
  static func factorisation(
    _ method: any AlignmentMethod, _ direction: Direction, modalities: [String], mismatched: Bool
  ) -> String {
    let place = place(method, direction, modalities: modalities, mismatched: mismatched)
    return "factorisation: \(place) \(type(of: method).name) \(method.factorisationKey)"
  }

  /// A fitted alignment of frames; directions share it as they share factorisations.
  static func frameAlignment(
    _ method: any AlignmentMethod, _ direction: Direction, modalities: [String], mismatched: Bool
  ) throws -> String {
    let factorisation = factorisation(method, direction, modalities: modalities, mismatched: mismatched)
    return "frames, \(factorisation) \(try JSONValue(encoding: method))"
  }

  /// The test rows that an alignment of frames embeds, which both directions between two modalities share.
  static func testFrames(_ direction: Direction, _ alignment: String) -> String {
    let compared = [direction.sources[0], direction.target].sorted().joined(separator: " ")
    return "test rows of \(direction.hasSeveralSources ? direction.source : "") \(compared), \(alignment)"
  }

  /// A fitted alignment with its latents.
  static func latents(_ method: any AlignmentMethod, _ direction: Direction) throws -> String {
    "latents: \(direction.source) \(direction.target) \(type(of: method).name) \(try JSONValue(encoding: method))"
  }

  /// The size of the pairs' features on both sides of a direction.
  static func sizesOfPairs(_ direction: Direction) -> String {
    "sizes of pairs: \(direction.source) \(direction.target)"
  }

  /// What a criterion chooses.
  static func selection(
    _ choice: AlignmentChoice, by criterion: SelectionCriterion, _ direction: Direction, _ latents: SourcePooling?,
    _ classifier: any ClassifierMethod
  ) throws -> String {
    let learner = criterion.dependsOnClassifier ? try classifier.identity : ""
    let combined = latents.map { " \($0.rawValue)" } ?? ""
    let directed = "\(direction.source) \(direction.target)"
    return "selection: \(directed) \(choice.name) \(try choice.parameters()) \(learner)\(combined)"
  }

  /// The latents that classifiers learn from.
  static func training(
    _ method: any AlignmentMethod, _ direction: Direction, _ latents: SourcePooling?
  ) throws -> String {
    "training \(try Self.latents(method, direction))\(latents.map { " \($0.rawValue)" } ?? "")"
  }

  /// A classifier fitted on those latents.
  static func classifier(_ classifier: any ClassifierMethod, on training: String) throws -> String {
    "\(try classifier.identity) on \(training)"
  }

  /// The classifier of the target's features fitted on the target's labels.
  static func supervised(_ direction: Direction, _ classifier: any ClassifierMethod) throws -> String {
    "supervised: \(direction.source) \(direction.target) \(try classifier.identity)"
  }

  /// The classifier of the target's features that the teacher teaches.
  static func student(_ direction: Direction, _ classifier: any ClassifierMethod, soft: Bool) throws -> String {
    "\(soft ? "soft " : "")student: \(direction.source) \(direction.target) \(try classifier.identity)"
  }

  /// What the teacher says of the pairs.
  static func namedPairs(of direction: Direction, _ classifier: any ClassifierMethod) throws -> String {
    "named pairs: \(direction.source) \(direction.target) \(try classifier.identity)"
  }

  /// The classifier of the source's features that names pairs.
  static func teacher(of direction: Direction, _ classifier: any ClassifierMethod) throws -> String {
    "teacher: \(direction.source) \(try classifier.identity)"
  }
}
