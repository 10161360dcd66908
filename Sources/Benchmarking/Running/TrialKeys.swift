import FeatureStore
import Files
import Foundation
import Splits

/// Keys of trials: SHA-256 over the version of the results, the description, the data and the rows by role.
///
/// What is hashed is the canonical JSON of all of it. Trials of one split and direction share most of that text, so its
/// beginning is hashed once; a key then costs the description alone.
struct TrialKeys {
  private let beginning: RunningChecksum

  /// Everything but the description.
  /// - Parameter lacking: whether samples lack a modality of the direction.
  init(split: Split, checksums: [String: String], lacking: Bool) throws {
    var members = [
      ("candidateClasses", try CanonicalJSON.data(split.candidateClasses)), ("data", try CanonicalJSON.data(checksums)),
    ]
    // What is done with samples that lack a modality; left out where none does.
    if lacking { members.append(("incompleteSamples", try CanonicalJSON.data("used where present"))) }
    members.append(("roles", try CanonicalJSON.data(split.roles)))
    members.append(("schema", try CanonicalJSON.data(Record.resultsVersion)))
    var hash = RunningChecksum()
    hash.add(JSONMembers(members).text.dropLast())
    hash.add(Data(",\"trial\":".utf8))
    beginning = hash
  }

  /// The key of the trial with that description in canonical JSON.
  func key(_ description: JSONMembers) -> String {
    var hash = beginning
    hash.add(description.text)
    hash.add(Data("}".utf8))
    return hash.value
  }
}

/// The members of a JSON object as text, sorted by name: objects that share members are put together without encoding
/// those again.
struct JSONMembers {
  private var members: [(name: String, text: Data)]

  init(_ members: [(String, Data)]) {
    self.members = members.map { (name: $0.0, text: $0.1) }.sorted { $0.name < $1.name }
  }

  /// The object.
  var text: Data {
    var text = Data(capacity: members.reduce(2) { $0 + $1.name.utf8.count + $1.text.count + 4 })
    for (place, member) in members.enumerated() {
      text.append(contentsOf: (place == 0 ? "{\"" : ",\"").utf8)
      text.append(contentsOf: member.name.utf8)
      text.append(contentsOf: "\":".utf8)
      text.append(member.text)
    }
    text.append(contentsOf: (members.isEmpty ? "{}" : "}").utf8)
    return text
  }

  /// The same with other values under some names; nil takes a member out.
  func replacing(_ others: [(name: String, text: Data?)]) -> JSONMembers {
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
      return JSONMembers(members)
    }
  }
}
