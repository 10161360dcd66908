import Files
import Foundation

/// The parts of the page's data that are left out where they do not fit.
struct PagePortions {
  /// Bytes that are left.
  private(set) var remaining: Int
  private var objects: [(member: String, entries: [String])] = []

  init(bytes: Int) { remaining = bytes }

  /// Adds an entry to an object of the data, if it fits.
  /// - Returns: Whether it did.
  mutating func add(_ member: String, key: Int, _ value: some Encodable) throws -> Bool {
    add(member, try Self.entry(key, value))
  }

  /// The same with an entry whose text is known.
  mutating func add(_ member: String, _ entry: String) -> Bool {
    guard entry.utf8.count + 1 <= remaining else { return false }
    remaining -= entry.utf8.count + 1
    if let place = objects.firstIndex(where: { $0.member == member }) {
      objects[place].entries.append(entry)
    } else {
      remaining -= member.utf8.count + 6
      objects.append((member, [entry]))
    }
    return true
  }

  /// An entry's text.
  static func entry(_ key: Int, _ value: some Encodable) throws -> String {
    "\"\(key)\":" + ScriptText.escaped(try CanonicalJSON.data(value))
  }

  /// The JSON of an object with the portions as further members.
  func joined(to data: PageData) throws -> String {
    let object = ScriptText.escaped(try CanonicalJSON.data(data))
    let members = objects.map { ",\"\($0.member)\":{" + $0.entries.joined(separator: ",") + "}" }
    return object.dropLast() + members.joined() + "}"
  }
}
