import Files
import Foundation

/// The members of a canonical JSON object as text: objects that share members are put together without encoding those
/// again.
package struct JSONMembers {
  /// Each member as `"name":value`, sorted by name.
  private var members: [(name: String, text: [UInt8])] = []

  /// Encodes an object and takes its text apart.
  package init(encoding object: some Encodable) throws {
    let bytes = [UInt8](try CanonicalJSON.data(object))
    var (start, depth, isInString, place) = (1, 0, false, 0)
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "\""): isInString.toggle()
      case _ where isInString: break
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ",") where depth == 1, UInt8(ascii: "}") where depth == 1 && place > start:
        let text = Array(bytes[start..<place])
        let name = text.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
        members.append((name: String(decoding: name, as: UTF8.self), text: text))
        start = place + 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      place += 1
    }
  }

  /// A member of an object, as it stands there.
  package static func text(_ name: String, _ value: Data) -> [UInt8] { Array("\"\(name)\":".utf8) + Array(value) }

  /// The object.
  package var text: [UInt8] {
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
  package func replacing(_ others: [(name: String, text: [UInt8]?)]) -> JSONMembers {
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
