import Alignment
import Classifiers
import Diagnostics
import Files
import Records

/// What is run on a split in one direction.
struct Pipeline: Sendable {
  var method: Method
  var classifier: ClassifierChoice
  /// Nil where each test row has the class of its best score.
  let decoding: DecodingChoice?
  /// The three for the record.
  let alignment: TrialDescription.Choice
  let classifierChoice: TrialDescription.Choice
  let decodingChoice: TrialDescription.Choice?
  /// Their members of a description.
  let members: [(name: String, text: [UInt8]?)]

  init(_ method: Method, _ classifier: ClassifierChoice, _ decoding: DecodingChoice?) throws {
    self.method = method
    self.classifier = classifier
    self.decoding = decoding
    alignment = try method.choice()
    switch method {
    case .fusion(let choice), .fusedBound(_, let choice): classifierChoice = try choice.fusion()
    case .alignment, .bound:
      classifierChoice = .init(name: classifier.name, parameters: try JSONValue(encoding: classifier.method))
    }
    decodingChoice = try decoding.map { .init(name: $0.name, parameters: try JSONValue(encoding: $0.method)) }
    members = [
      ("alignment", JSONMembers.text("alignment", try CanonicalJSON.data(alignment))),
      ("classifier", JSONMembers.text("classifier", try CanonicalJSON.data(classifierChoice))),
      ("decoding", try decodingChoice.map { JSONMembers.text("decoding", try CanonicalJSON.data($0)) }),
    ]
  }
}

extension Plan {
  /// Every method with every classifier, by best scores and with every decoding; and what cannot
  /// be, in words.
  /// - Parameter hasSeveralSources: whether labels come from several modalities, or from one.
  static func pipelines(
    _ level: LevelConfiguration, decodings: [DecodingChoice], hasSeveralSources: Bool = false
  ) throws -> (made: [Pipeline], exclusions: [String]) {
    guard level.level != .both else { return try pipelines(level.combinations, hasSeveralSources) }
    let methods = Bound.allCases.map(Method.bound) + level.alignments.map(Method.alignment)
    let decodings = [nil] + decodings.map(Optional.some)
    var made: [Pipeline] = []
    var exclusions: [String] = []
    for method in methods {
      if hasSeveralSources, let reason = exclusionFromSeveralSources(method) {
        exclusions.append("\(method.name): \(reason)")
        continue
      }
      for classifier in level.classifiers {
        if let reason = exclusion(
          of: method, with: classifier.method, hasSeveralSources, onFrames: level.level != .clips)
        {
          // Most plans have pairs, where it is not missed; the student's line says why.
          if case .bound(let bound) = method, bound.needsNoPairs { continue }
          exclusions.append("\(method.name) with \(classifier.name): \(reason)")
          continue
        }
        for decoding in decodings {
          if let decoding, let reason = decoding.method.exclusion(of: method) {
            exclusions.append("\(method.name) with \(decoding.name): \(reason)")
            continue
          }
          made.append(try Pipeline(method, classifier, decoding))
        }
      }
    }
    // What is said of a decoding is said once for all classifiers.
    return (made, exclusions.distinct)
  }

  /// Clips and frames together with the bounds of their classifiers, without decodings; and what
  /// cannot be.
  private static func pipelines(
    _ choices: [FusionChoice], _ hasSeveralSources: Bool
  ) throws -> (made: [Pipeline], exclusions: [String]) {
    var made: [Pipeline] = []
    var exclusions: [String] = []
    for choice in choices {
      let method = Method.fusion(choice)
      let reasons = [choice.clips, choice.frames].enumerated().compactMap { place, part in
        (hasSeveralSources ? exclusionFromSeveralSources(.alignment(part.alignment)) : nil)
          ?? exclusion(
            of: .alignment(part.alignment), with: part.classifier.method, hasSeveralSources, onFrames: place == 1)
      }
      if let reason = reasons.first {
        exclusions.append("\(method.name): \(reason)")
      } else {
        made.append(try Pipeline(method, choice.clips.classifier, nil))
      }
    }
    var bounds: [Pipeline] = []
    for case .fusion(let choice) in made.map(\.method) {
      let fusion = try choice.fusion()
      guard !bounds.contains(where: { $0.classifierChoice == fusion }) else { continue }
      bounds += try Bound.ofCombinations.map {
        try Pipeline(.fusedBound($0, choice), choice.clips.classifier, nil)
      }
    }
    return (bounds + made, exclusions)
  }
}
