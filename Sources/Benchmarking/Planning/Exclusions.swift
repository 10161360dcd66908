import Alignment
import Classifiers
import Diagnostics
import Records
import Splits

// Every reason why something that a configuration names is not run. What is refused outright stands
// where it is met.

extension Plan {
  /// Why a method cannot take labels from several modalities; nil where it can.
  static func exclusionFromSeveralSources(_ method: Method) -> String? {
    guard case .alignment(let choice) = method, choice.candidates.contains(where: { !$0.takesManyModalities }) else {
      return nil
    }
    return "it aligns two modalities, and several sources with a target are more"
  }

  /// Why a method cannot be combined with a classifier; nil where it can.
  static func exclusion(
    of method: Method, with classifier: any ClassifierMethod, _ hasSeveralSources: Bool, onFrames: Bool
  ) -> String? {
    let transfer = (classifier as? GaussianMixture)?.transfer ?? .latent
    switch method {
    case .bound(.sourceOnSource), .bound(.studentTeacher), .bound(.softStudentTeacher), .bound(.classMatching),
      .bound(.shuffledClassMatching):
      if transfer != .latent {
        return "nothing is carried through a latent space, so that '\(transfer.rawValue)' says nothing"
      }
      guard case .bound(.softStudentTeacher) = method else { return nil }
      let learnsSoftly = classifier is any SoftlyTaught && classifier.givesProbabilities
      return learnsSoftly ? nil : "the classifier gives no class probabilities, or does not learn from them"
    case .alignment(let choice):
      guard transfer == .pushForward else { return nil }
      if onFrames {
        return "Gaussians are pushed forward through matrices, and a clip is no linear image of its frames"
      }
      if hasSeveralSources { return "Gaussians are pushed forward through one matrix, and each source has its own" }
      guard choice.candidates.contains(where: { !$0.isLinear }) else { return nil }
      return "Gaussians are pushed forward through matrices, and this alignment is not linear"
    default: return nil
    }
  }
}

extension Condition {
  /// Why a pipeline cannot be run under this condition; nil where it can.
  func exclusion(of pipeline: Pipeline) -> String? {
    if !isZeroLabel, pipeline.decoding?.method is CalibratedStacking {
      return "calibrated-stacking has no meaning where labels of the target are given away: no class is unseen"
    }
    guard !isZeroLabel, case .alignment = pipeline.method,
      (pipeline.classifier.method as? GaussianMixture)?.transfer == .pushForward
    else { return nil }
    return
      "Gaussians that are pushed forward are fitted on the source's own features, where labels of the target have no place"
  }
}

extension Axes {
  /// What the conditions leave out of the pipelines, in words, each line once.
  func exclusions(_ pipelines: [Pipeline]) -> [String] {
    points.flatMap { point in
      pipelines.compactMap { pipeline in
        point.condition.exclusion(of: pipeline).map {
          "\(point.axis.name): \(pipeline.method.name) with \(pipeline.classifier.name): \($0)"
        }
      }
    }.distinct
  }
}

/// What `calibrated-stacking` has no meaning for; other decodings have no such bounds.
extension DecodingMethod {
  /// Why a method's scores cannot be decoded in this way; nil where they can.
  func exclusion(of method: Method) -> String? {
    guard self is CalibratedStacking, case .bound(let bound) = method else { return nil }
    switch bound {
    // They have no scores: on every board they say what can be had without features.
    // Those without pairs have no unpaired class either, which the split says.
    case .chance, .majority, .classMatching, .shuffledClassMatching: return nil
    case .sourceOnSource, .targetSupervised:
      return "it learns labels of all classes in the modality that it is tested on, so that no class is unseen"
    case .studentTeacher, .softStudentTeacher:
      return "the student knows the paired classes alone, and nothing taken off their scores makes it name another"
    }
  }

  /// Why the trials of a split cannot be decoded in this way; nil where they can.
  func exclusion(from split: Split) -> String? {
    guard self is CalibratedStacking else { return nil }
    guard let paired = split.pairedClasses.map(Set.init) else { return "no class is kept unpaired" }
    guard Set(split.candidateClasses.map(paired.contains)).count > 1 else {
      return "the candidates are all paired, or all not"
    }
    return nil
  }
}

extension Plan {
  /// What the splits leave out of the decodings, in words, each line once.
  static func exclusions(_ decodings: [DecodingChoice], from splits: [Split]) -> [String] {
    splits.flatMap { split in
      decodings.compactMap { decoding in
        decoding.method.exclusion(from: split).map { "\(split.protocolName): \(decoding.name): \($0)" }
      }
    }.distinct
  }
}
