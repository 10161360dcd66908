import FeatureStore
import Files
import Foundation
import Splits

/// Keys of trials: SHA-256 over the version of the results, the description, the data and what they are tied to beside these
/// (`TrialTies`), and the rows by role.
///
/// What is hashed is the canonical JSON of all of it. Trials of one split and direction share most of that text, so its
/// beginning is hashed once; a key then costs the description alone.
struct TrialKeys {
  private let beginning: RunningChecksum

  /// Everything but the description.
  init(split: Split, checksums: [String: String], ties: TrialTies) throws {
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
    var members = [
      ("candidateClasses", try CanonicalJSON.data(candidateClasses)), ("data", try CanonicalJSON.data(checksums)),
    ]
    // What is done with samples that lack a modality; left out where none does.
    if isIncomplete { members.append(("incompleteSamples", try CanonicalJSON.data("used where present"))) }
    members.append(("roles", try CanonicalJSON.data(roles)))
    members.append(("schema", try CanonicalJSON.data(version)))
    if let ties { members.append(("ties", try CanonicalJSON.data(ties))) }
    var hash = RunningChecksum()
    hash.add(JSONMembers(members).text.dropLast())
    hash.add(Data(",\"trial\":".utf8))
    beginning = hash
  }

  /// The key of the trial with that description in canonical JSON.
  func key(_ description: JSONMembers) -> String {
    var hash = beginning
    hash.add(description.text)
    hash.add([UInt8(ascii: "}")])
    return hash.value
  }
}

/// The members of a JSON object as text, sorted by name: objects that share members are put together without encoding
/// those again.
struct JSONMembers {
  /// Each member as `"name":value`.
  private var members: [(name: String, text: [UInt8])]

  init(_ members: [(String, Data)]) {
    self.members = members.map { (name: $0.0, text: Self.text($0.0, $0.1)) }.sorted { $0.name < $1.name }
  }

  /// A member of an object, as it stands there.
  static func text(_ name: String, _ value: Data) -> [UInt8] { Array("\"\(name)\":".utf8) + Array(value) }

  /// The object.
  var text: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(members.reduce(2) { $0 + $1.text.count + 1 })
    text.append(UInt8(ascii: "{"))
    for (place, member) in members.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ",")) }
      text.append(contentsOf: member.text)
    }
    text.append(UInt8(ascii: "}"))
    return text
  }

  /// The same with other members of some names; nil takes one out.
  func replacing(_ others: [(name: String, text: [UInt8]?)]) -> JSONMembers {
    var result = self
    for (name, text) in others {
      let place = result.members.firstIndex { $0.name >= name } ?? result.members.count
      let isThere = place < result.members.count && result.members[place].name == name
      switch (text, isThere) {
      case (let text?, true): result.members[place].text = text
      case (let text?, false): result.members.insert((name, text), at: place)
      case (nil, true): result.members.remove(at: place)
      case (nil, false): break
      }
    }
    return result
  }
}

extension TrialDescription {
  /// The members of its canonical JSON.
  var members: JSONMembers {
    get throws {
      var members = [
        ("benchmark", try CanonicalJSON.data(benchmark)), ("dataset", try CanonicalJSON.data(dataset)),
        ("datasetVersion", try CanonicalJSON.data(datasetVersion)), ("protocol", try CanonicalJSON.data(`protocol`)),
        ("split", try CanonicalJSON.data(split)), ("source", try CanonicalJSON.data(source)),
        ("target", try CanonicalJSON.data(target)), ("encoderSource", try CanonicalJSON.data(encoderSource)),
        ("encoderTarget", try CanonicalJSON.data(encoderTarget)), ("reduction", try CanonicalJSON.data(reduction)),
        ("alignment", try CanonicalJSON.data(alignment)), ("classifier", try CanonicalJSON.data(classifier)),
        ("seed", try CanonicalJSON.data(seed)),
      ]
      if let decoding { members.append(("decoding", try CanonicalJSON.data(decoding))) }
      if let condition { members.append(("condition", try CanonicalJSON.data(condition))) }
      if let sourceLatents { members.append(("sourceLatents", try CanonicalJSON.data(sourceLatents))) }
      if let frames { members.append(("frames", try CanonicalJSON.data(frames))) }
      return JSONMembers(members)
    }
  }
}
