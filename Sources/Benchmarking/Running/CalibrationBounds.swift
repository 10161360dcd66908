import Classifiers
import Splits

/// What `calibrated-stacking` has no meaning for; other decodings have no such bounds.
extension DecodingMethod {
  /// Why a method's scores cannot be decoded in this way; nil where they can.
  func exclusion(of method: Method) -> String? {
    guard self is CalibratedStacking, case .bound(let bound) = method else { return nil }
    switch bound {
    // They have no scores: on every board they say what can be had without features.
    case .chance, .majority: return nil
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
    var lines: [String] = []
    for split in splits {
      for decoding in decodings {
        guard let reason = decoding.method.exclusion(from: split) else { continue }
        let line = "\(split.protocolName): \(decoding.name): \(reason)"
        if !lines.contains(line) { lines.append(line) }
      }
    }
    return lines
  }
}
