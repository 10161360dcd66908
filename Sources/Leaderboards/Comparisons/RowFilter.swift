import Diagnostics
import Records

/// Which rows of which boards are looked at; nil is all.
public struct RowFilter: Sendable {
  /// The classifier's name.
  public var classifier: String?
  /// The source modality.
  public var source: String?
  /// The target modality.
  public var target: String?
  /// The protocol's name.
  public var `protocol`: String?

  public init(classifier: String? = nil, source: String? = nil, target: String? = nil, protocol: String? = nil) {
    self.classifier = classifier
    self.source = source
    self.target = target
    self.protocol = `protocol`
  }

  func passes(_ trial: TrialDescription) -> Bool {
    (classifier ?? trial.classifier.name) == trial.classifier.name && (source ?? trial.source) == trial.source
      && (target ?? trial.target) == trial.target && (`protocol` ?? trial.protocol.name) == trial.protocol.name
  }

  /// Refuses a value that no trial has, with the nearest there is.
  func check(among trials: [TrialDescription]) throws {
    let parts: [(String, String?, (TrialDescription) -> String)] = [
      ("classifier", classifier, \.classifier.name), ("source", source, \.source), ("target", target, \.target),
      ("protocol", `protocol`, \.protocol.name),
    ]
    for (name, wanted, value) in parts {
      let known = Set(trials.map(value)).sorted()
      if let wanted, !known.contains(wanted) {
        throw InputError(
          "--\(name)", found: "'\(wanted)'", expected: "a \(name) of these results",
          advice: suggestion(for: wanted, among: known))
      }
    }
    guard trials.contains(where: passes) else {
      throw InputError(
        "--classifier, --source, --target, --protocol", found: "no row that has all of them",
        expected: "a combination that these results have")
    }
  }
}
