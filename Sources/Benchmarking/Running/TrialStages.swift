import Alignment
import Classifiers

/// The stages that a trial may share with others of its split: what is computed once for all of them, and let go when
/// the last of them is done.
///
/// The stages of a split are a tree: factorisation, alignment with its latents, classifier. Which alignment a selection
/// takes is known only when it has been made, so a trial that selects counts as a user of all its candidates.
struct TrialStages: Sendable, Hashable {
  /// The factorisations, which every alignment that differs in its own step alone shares.
  var factorisations: [String] = []
  /// The paired frames, where frames are aligned.
  var framePairs: [String] = []
  /// The alignments of frames with their pairs and the test rows embedded, which both directions share.
  var embeddedFrames: [String] = []
  /// The fitted alignments with their latents.
  var latents: [String] = []
  /// The selection with its teacher, and the inner folds; those of a penalty too.
  var selection: [String] = []

  /// Nothing.
  init() {}

  /// What is made from the pairs alone.
  var ofPairs: [String] { framePairs + factorisations + embeddedFrames + latents }

  /// The stages of a combination in a direction, on features of the given modalities, in their order.
  init(
    _ combination: Combination, _ direction: Direction, _ latents: SourceLatents?, modalities: [String],
    mismatched: Bool = false, frames: Bool = false
  ) throws {
    guard case .alignment(let choice) = combination.method else { return }
    if frames {
      framePairs = [StageName.framePairs(direction, modalities: modalities, mismatched: mismatched)]
    }
    for method in choice.candidates {
      let factorisation = StageName.factorisation(
        method, direction, modalities: modalities, mismatched: mismatched)
      if !factorisations.contains(factorisation) { factorisations.append(factorisation) }
      self.latents.append(try StageName.latents(method, direction))
      if frames {
        let alignment = try StageName.frameAlignment(
          method, direction, modalities: modalities, mismatched: mismatched)
        embeddedFrames += [alignment, StageName.testFrames(direction, alignment)]
      }
    }
    if (combination.decoding?.method as? CalibratedStacking)?.penalty == .chosen {
      selection = [
        try StageName.calibrationFolds(direction, combination.classifier.method),
        try StageName.teacher(of: direction, combination.classifier.method),
      ]
    }
    guard let criterion = choice.criterion else { return }
    selection += [
      try StageName.innerFolds(for: criterion, direction, combination.classifier.method),
      try StageName.selection(choice, by: criterion, direction, latents, combination.classifier.method),
      try StageName.teacher(of: direction, combination.classifier.method),
    ]
  }
}

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

  /// The factorisation of the pairs of a direction; directions between the same modalities share it, unless the method
  /// depends on the direction.
  static func factorisation(
    _ method: any AlignmentMethod, _ direction: Direction, modalities: [String], mismatched: Bool
  ) -> String {
    let names = modalities.filter(direction.modalities.contains).joined(separator: " ")
    let source = method.dependsOnDirection ? " from \(direction.source)" : ""
    // Where pairs are mismatched, it is the target that stands in the wrong place: then directions share nothing.
    let place = mismatched ? " with \(direction.target) mismatched" : ""
    return "factorisation: \(names)\(source)\(place) \(type(of: method).name) \(method.factorisationKey)"
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

  /// What a criterion chooses.
  static func selection(
    _ choice: AlignmentChoice, by criterion: SelectionCriterion, _ direction: Direction, _ latents: SourceLatents?,
    _ classifier: any ClassifierMethod
  ) throws -> String {
    let learner = criterion.dependsOnClassifier ? try classifier.identity : ""
    let combined = latents.map { " \($0.rawValue)" } ?? ""
    let directed = "\(direction.source) \(direction.target)"
    return "selection: \(directed) \(choice.name) \(try choice.parameters()) \(learner)\(combined)"
  }

  /// The classifier of the source's features that names pairs.
  static func teacher(of direction: Direction, _ classifier: any ClassifierMethod) throws -> String {
    "teacher: \(direction.source) \(try classifier.identity)"
  }
}
