import Alignment
import Classifiers
import Records

/// The stages that a trial may share with others of its split: computed once for all of them, and
/// let go when the last of them is done.
///
/// They are the trial's last stages with all that these are made from. Which alignment a selection
/// takes is known only when it has been made, so a trial that selects counts as a user of all its
/// candidates.
struct TrialStages: Sendable {
  /// Parts first.
  private(set) var all: [StageDeclaration] = []
  /// Those of the frames, where clips and frames are fused: they stand in the frames' own cache.
  private(set) var ofFrames: [StageDeclaration] = []

  /// Nothing.
  init() {}

  /// The stages of a pipeline in a direction, on features of the given modalities, in their order.
  init(
    _ pipeline: Pipeline, _ direction: Direction, _ pooling: SourcePooling?, modalities: [String],
    mismatched: Bool = false, frames: Bool = false
  ) throws {
    func stages(areFrames: Bool) -> DirectionStages {
      DirectionStages(direction, modalities: modalities, isMismatched: mismatched, areFrames: areFrames)
    }
    let own = stages(areFrames: frames)
    let classifier = pipeline.classifier.method
    switch pipeline.method {
    case .alignment(let choice):
      all = try own.last(of: choice, classifier, pooling)
      if (pipeline.decoding?.method as? CalibratedStacking)?.penalty == .chosen {
        all.append(try own.calibrationFolds(classifier).declaration)
      }
    case .bound(let bound): all = try own.last(of: bound, classifier)
    case .fusion(let choice):
      all = try stages(areFrames: false).last(of: choice.clips)
      ofFrames = try stages(areFrames: true).last(of: choice.frames)
    case .fusedBound(.sourceOnSource, let choice):
      all = [try own.teacher(choice.clips.classifier.method).declaration]
      ofFrames = [try own.teacher(choice.frames.classifier.method).declaration]
    case .fusedBound: break
    }
    (all, ofFrames) = (all.withParts, ofFrames.withParts)
  }

  func of(_ kind: StageKind) -> [StageDeclaration] { (all + ofFrames).filter { $0.kind == kind } }
}

extension DirectionStages {
  fileprivate func last(
    of choice: AlignmentChoice, _ classifier: any ClassifierMethod, _ pooling: SourcePooling?
  ) throws -> [StageDeclaration] {
    let classifiers = try choice.candidates.map { try self.classifier(classifier, of: $0, pooling).declaration }
    guard let criterion = choice.criterion, !criterion.usesTargetLabels else { return classifiers }
    return classifiers + [try selection(choice, by: criterion, classifier, pooling).declaration]
  }

  fileprivate func last(of bound: Bound, _ classifier: any ClassifierMethod) throws -> [StageDeclaration] {
    switch bound {
    case .chance, .majority, .classMatching, .shuffledClassMatching: []
    case .sourceOnSource: [try teacher(classifier).declaration]
    case .targetSupervised: [try supervised(classifier).declaration]
    case .studentTeacher, .softStudentTeacher:
      [try student(classifier, soft: bound == .softStudentTeacher).declaration]
    }
  }

  fileprivate func last(of part: FusionChoice.Part) throws -> [StageDeclaration] {
    let classifier = part.classifier.method
    let selection = try part.alignment.criterion.map { try selectionParts($0, classifier) } ?? []
    return try part.alignment.candidates.map { try fitted($0) } + [teacher(classifier).declaration] + selection
  }
}
