import Alignment
import Classifiers
import Records

/// The stages that a trial may share with others of its split: what is computed once for all of them, and let go when
/// the last of them is done.
///
/// The stages of a split are a tree: factorisation, alignment with its latents, classifier. Which alignment a selection
/// takes is known only when it has been made, so a trial that selects counts as a user of all its candidates.
struct TrialStages: Sendable, Hashable {
  /// The paired features as methods see them, and their sizes.
  var pairs: [String] = []
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
  /// The latents that classifiers learn from.
  var training: [String] = []
  /// The fitted classifiers, which trials that differ in the decoding alone share, and what a bound's teacher says.
  var classifiers: [String] = []

  /// Nothing.
  init() {}

  /// What is made from the pairs alone.
  var ofPairs: [String] { pairs + framePairs + factorisations + embeddedFrames + latents }

  /// What is made from the labelled rows too.
  var ofLabels: [String] { selection + training + classifiers }

  /// The stages of a pipeline in a direction, on features of the given modalities, in their order.
  init(
    _ pipeline: Pipeline, _ direction: Direction, _ latents: SourcePooling?, modalities: [String],
    mismatched: Bool = false, frames: Bool = false
  ) throws {
    let classifier = pipeline.classifier.method
    if case .bound(let bound) = pipeline.method {
      classifiers = try Self.classifiers(of: bound, direction, classifier)
    }
    guard case .alignment(let choice) = pipeline.method else { return }
    pairs = [StageName.sizesOfPairs(direction)]
    if frames {
      framePairs = [StageName.framePairs(direction, modalities: modalities, mismatched: mismatched)]
    }
    for method in choice.candidates {
      let factorisation = StageName.factorisation(
        method, direction, modalities: modalities, mismatched: mismatched)
      if !factorisations.contains(factorisation) { factorisations.append(factorisation) }
      let pairs = StageName.pairs(method, direction, modalities: modalities, mismatched: mismatched)
      if !frames, !self.pairs.contains(pairs) { self.pairs.append(pairs) }
      self.latents.append(try StageName.latents(method, direction))
      let latentsOfLabelled = try StageName.training(method, direction, latents)
      training.append(latentsOfLabelled)
      classifiers.append(try StageName.classifier(classifier, on: latentsOfLabelled))
      if frames {
        let alignment = try StageName.frameAlignment(
          method, direction, modalities: modalities, mismatched: mismatched)
        embeddedFrames += [alignment, StageName.testFrames(direction, alignment)]
      }
    }
    if (pipeline.decoding?.method as? CalibratedStacking)?.penalty == .chosen {
      selection = [
        try StageName.calibrationFolds(direction, classifier), try StageName.teacher(of: direction, classifier),
      ]
    }
    guard let criterion = choice.criterion else { return }
    selection += [
      try StageName.innerFolds(for: criterion, direction, classifier),
      try StageName.selection(choice, by: criterion, direction, latents, classifier),
      try StageName.teacher(of: direction, classifier),
    ]
  }

  private static func classifiers(
    of bound: Bound, _ direction: Direction, _ classifier: any ClassifierMethod
  ) throws -> [String] {
    switch bound {
    case .chance, .majority: []
    case .sourceOnSource: [try StageName.teacher(of: direction, classifier)]
    case .targetSupervised: [try StageName.supervised(direction, classifier)]
    case .studentTeacher, .softStudentTeacher:
      [
        try StageName.teacher(of: direction, classifier), try StageName.namedPairs(of: direction, classifier),
        try StageName.student(direction, classifier, soft: bound == .softStudentTeacher),
      ]
    }
  }
}
