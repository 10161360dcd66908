import Alignment
import Classifiers
import LinearAlgebra
import Records

/// An alignment of frames with the seconds that fitting it took.
typealias TimedFrameAlignment = (alignment: FrameAlignment, seconds: Double)

/// The stages of one direction of a split, each declared once.
struct DirectionStages: Sendable {
  let direction: Direction
  /// The modalities of the direction, in the order of the feature set.
  private let modalities: String
  /// Directions share pairs. Where targets changed places it matters which modality is the target.
  private let mismatch: String
  private let areFrames: Bool

  /// - Parameter modalities: those of the feature set, in its order.
  init(_ direction: Direction, modalities: [String], isMismatched: Bool, areFrames: Bool) {
    self.direction = direction
    self.modalities = modalities.filter(direction.modalities.contains).joined(separator: " ")
    mismatch = isMismatched ? " with \(direction.target) mismatched" : ""
    self.areFrames = areFrames
  }

  private var way: String { "\(direction.source) \(direction.target)" }

  // MARK: - Of the pairs

  /// The paired features as a method sees them.
  func pairs(_ method: some AlignmentMethod) -> Stage<PairedFeatures> {
    Stage(method.usesIncompleteSamples ? .incompletePairs : .pairs, place(method))
  }

  /// How large the pairs' features are on both sides.
  var sizesOfPairs: Stage<DirectionData.SizesOfPairs> { Stage(.sizesOfPairs, way) }

  /// The paired frames under each scaling.
  var framePairs: Stage<[PairedFrames]> { Stage(.framePairs, modalities + mismatch) }

  /// The costly step of a method. Methods that differ in their own step alone share it, and so do
  /// directions, unless the method depends on the direction.
  func factorisation<Method: AlignmentMethod>(_ method: Method) -> Stage<Method.Factorisation> {
    Stage(.factorisation, factorisationName(method), from: [pairs(method).declaration])
  }

  /// The same of frames, under each scaling.
  func frameFactorisations<Method: AlignmentMethod>(_ method: Method) -> Stage<[Method.Factorisation]> {
    Stage(.factorisation, factorisationName(method), from: [framePairs.declaration])
  }

  /// A fitted alignment of frames; directions share it as they share factorisations.
  func frameAlignment(_ method: some AlignmentMethod) throws -> Stage<TimedFrameAlignment> {
    Stage(
      .frameAlignment, "\(factorisationName(method)) \(try JSONValue(encoding: method))",
      from: [frameFactorisations(method).declaration])
  }

  /// What an alignment is fitted from: its factorisation, or the whole alignment of frames.
  func fitted(_ method: some AlignmentMethod) throws -> StageDeclaration {
    areFrames ? try frameAlignment(method).declaration : factorisation(method).declaration
  }

  /// The test rows that an alignment of frames embeds; both directions between two modalities share
  /// them.
  func testFrames(_ method: some AlignmentMethod) throws -> Stage<[String: FrameAlignment.Embedded]> {
    let alignment = try frameAlignment(method).declaration
    let compared = [direction.sources[0], direction.target].sorted().joined(separator: " ")
    let sources = direction.hasSeveralSources ? "\(direction.source) " : ""
    return Stage(.testFrames, "\(sources)\(compared), \(alignment.name)", from: [alignment])
  }

  /// A fitted alignment with its latents and their scores.
  func latents(_ method: some AlignmentMethod) throws -> Stage<AlignedLatents> {
    Stage(
      .latents, "\(way) \(type(of: method).name) \(try JSONValue(encoding: method))",
      from: [sizesOfPairs.declaration, try areFrames ? testFrames(method).declaration : fitted(method)])
  }

  private func place(_ method: some AlignmentMethod) -> String {
    modalities + (method.dependsOnDirection ? " from \(direction.source)" : "") + mismatch
  }

  private func factorisationName(_ method: some AlignmentMethod) -> String {
    "\(place(method)) \(type(of: method).name) \(method.factorisationKey)"
  }

  // MARK: - Of the labelled rows too

  /// The latents that classifiers learn from, with their classes.
  func training(_ method: some AlignmentMethod, _ pooling: SourcePooling?) throws -> Stage<LabelledLatents> {
    let latents = try latents(method).declaration
    return Stage(.training, latents.name + (pooling.map { " \($0.rawValue)" } ?? ""), from: [latents])
  }

  /// A classifier fitted on them.
  func classifier(
    _ classifier: any ClassifierMethod, of method: some AlignmentMethod, _ pooling: SourcePooling?
  ) throws -> Stage<any FittedClassifier> {
    let training = try training(method, pooling).declaration
    return Stage(.classifier, "\(try classifier.identity) on \(training.name)", from: [training])
  }

  /// The classifier of the source's own features.
  func teacher(_ classifier: any ClassifierMethod) throws -> Stage<any FittedClassifier> {
    Stage(.teacher, "\(direction.source) \(try classifier.identity)")
  }

  /// What the teacher says of the pairs.
  func namedPairs(_ classifier: any ClassifierMethod) throws -> Stage<DirectionData.NamedPairs> {
    Stage(.namedPairs, "\(way) \(try classifier.identity)", from: [try teacher(classifier).declaration])
  }

  /// The classifier of the target's features that the teacher teaches.
  func student(_ classifier: any ClassifierMethod, soft: Bool) throws -> Stage<any FittedClassifier> {
    Stage(
      soft ? .softStudent : .student, "\(way) \(try classifier.identity)",
      from: [try namedPairs(classifier).declaration])
  }

  /// The classifier of the target's features fitted on the target's labels.
  func supervised(_ classifier: any ClassifierMethod) throws -> Stage<any FittedClassifier> {
    Stage(.supervised, "\(way) \(try classifier.identity)")
  }

  /// The inner folds on which a penalty of paired classes is chosen.
  func calibrationFolds(_ classifier: any ClassifierMethod) throws -> Stage<[SplitData]> {
    Stage(.calibrationFolds, "\(way) \(try classifier.identity)", from: [try teacher(classifier).declaration])
  }

  /// What a criterion chooses on its folds.
  func selection(
    _ choice: AlignmentChoice, by criterion: SelectionCriterion, _ classifier: any ClassifierMethod,
    _ pooling: SourcePooling?
  ) throws -> Stage<SelectedAlignment> {
    let learner = criterion.dependsOnClassifier ? " \(try classifier.identity)" : ""
    return Stage(
      .selection,
      "\(way) \(choice.name) \(try choice.parameters())\(learner)\(pooling.map { " \($0.rawValue)" } ?? "")",
      from: try selectionParts(criterion, classifier))
  }

  /// What a selection is made from: its folds, and the teacher where the classifier has a part.
  func selectionParts(
    _ criterion: SelectionCriterion, _ classifier: any ClassifierMethod
  ) throws -> [StageDeclaration] {
    guard let rule = criterion.rule as? any FoldRule.Type else { return [] }
    let folds = try rule.stage(self, classifier).declaration
    return criterion.dependsOnClassifier ? [folds, try teacher(classifier).declaration] : [folds]
  }
}
