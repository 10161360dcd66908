import Files
import Foundation
import Splits

/// Keys of trials: SHA-256 over the version of the results, the description, the data, what the trial is tied to beside
/// these (`TrialTies`), and the rows by role.
///
/// What is hashed is the canonical JSON of all of it. Trials of one split and direction share most of that text. Its
/// beginning is hashed once; a key then costs the description alone.
package struct TrialKeys {
  private let beginning: RunningChecksum

  /// All members of the hashed object but `trial`, which is the last of them by name.
  private struct Beginning: Encodable {
    var candidateClasses: [Int]
    var data: [String: String]
    /// What is done with samples that lack a modality; left out where none does.
    var incompleteSamples: String?
    var roles: Roles
    var schema: String
    var ties: TrialTies?
  }

  /// The keys of the trials of one split and direction.
  package init(split: Split, checksums: [String: String], ties: TrialTies) throws {
    try self.init(
      roles: split.roles, candidateClasses: split.candidateClasses, checksums: checksums, ties: ties,
      isIncomplete: ties.presence != nil, version: TrialRecord.resultsVersion)
  }

  /// The same of parts, for the results of a given version.
  /// - Parameters:
  ///   - ties: nil for versions that had none.
  ///   - isIncomplete: whether samples lack a modality of the direction.
  init(
    roles: Roles, candidateClasses: [Int], checksums: [String: String], ties: TrialTies?, isIncomplete: Bool,
    version: String
  ) throws {
    let shared = Beginning(
      candidateClasses: candidateClasses, data: checksums,
      incompleteSamples: isIncomplete ? "used where present" : nil, roles: roles, schema: version, ties: ties)
    var hash = RunningChecksum()
    hash.add(try CanonicalJSON.data(shared).dropLast())
    hash.add(Data(",\"trial\":".utf8))
    beginning = hash
  }

  /// The key of the trial with that description in canonical JSON.
  package func key(_ description: some DataProtocol) -> String {
    var hash = beginning
    hash.add(description)
    hash.add([UInt8(ascii: "}")])
    return hash.value
  }
}
