import CHDF5
import CHDF5Shims
import Diagnostics

/// Following links without leaving the file: what other files hold enters no checksum of this one,
/// and may be absent.
extension HDF5File {
  /// Where a path leads.
  enum Destination {
    /// To an object, which stands at this path of hard links alone.
    case here(String)
    /// Out of the file, through the link that is described.
    case elsewhere(String)
    /// Nowhere; the last soft link on the way leads to this path.
    case nowhere(lastLink: String?)

    /// The path of hard links alone; nil where it leads to nothing of this file.
    var path: String? { if case .here(let path) = self { path } else { nil } }
  }

  /// The most soft links on the way to one object: more go in a circle.
  private static let mostLinks = 40

  /// Follows `object` link by link. Nothing outside of this file is opened.
  /// - Parameters:
  ///   - object: its path.
  ///   - group: the path of hard links alone that `object` is relative to; the root where empty.
  func destination(of object: String, below group: String = "") -> Destination {
    withHDF5 {
      var reached = group == "/" ? "" : group
      var rest = Self.parts(object)
      var links = 0
      var lastLink: String?
      while let part = rest.popLast() {
        let path = "\(reached)/\(part)"
        var size = 0
        switch Int(hdf5_link(handle.id, path, &size)) {
        case hdf5_link_hard: reached = path
        case hdf5_link_soft:
          links += 1
          lastLink = linkValue(path, size).flatMap(Self.text)
          guard links <= Self.mostLinks, let target = lastLink else { return .nowhere(lastLink: lastLink) }
          if target.hasPrefix("/") { reached = "" }
          rest += Self.parts(target)
        case hdf5_link_external: return .elsewhere(externalLink(path, size))
        case hdf5_link_user_defined: return .elsewhere("a link of a kind of its own")
        default:
          let message = hdf5Message()
          // Not of a name that is not there.
          if message.contains("checksum") || message.contains("corrupt") { noteFailure(reached, message) }
          return .nowhere(lastLink: lastLink)
        }
      }
      return .here(reached.isEmpty ? "/" : reached)
    }
  }

  /// The path of hard links alone that leads to `object`.
  /// - Throws: `InputError` if nothing is there, or the path leaves the file.
  func path(of object: String, expected: String) throws -> String {
    guard case .here(let path) = destination(of: object) else { throw missing(object, expected: expected) }
    try withHDF5 { try refuseDamage(object, at: path) }
    return path
  }

  /// The error for what stands in another file.
  static func isElsewhere(_ place: String, _ found: String, expected: String) -> InputError {
    InputError(
      place, found: found, expected: "\(expected) in this file",
      advice: "What other files hold may be absent or change unseen: write the numbers themselves into this file.")
  }

  /// The names on a path, the last one first.
  private static func parts(_ path: String) -> [String] {
    path.split(separator: "/").filter { $0 != "." }.reversed().map(String.init)
  }

  private func linkValue(_ path: String, _ size: Int) -> [UInt8]? {
    guard size > 0, size <= 1 << 20 else { return nil }
    var value = [UInt8](repeating: 0, count: size)
    return H5Lget_val(handle.id, path, &value, size, 0) >= 0 ? value : nil
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }

  private func externalLink(_ path: String, _ size: Int) -> String {
    guard let value = linkValue(path, size) else { return "an external link" }
    var flags: UInt32 = 0
    var file: UnsafePointer<CChar>?
    var object: UnsafePointer<CChar>?
    return value.withUnsafeBytes { bytes in
      guard H5Lunpack_elink_val(bytes.baseAddress, size, &flags, &file, &object) >= 0, let file, let object else {
        return "an external link"
      }
      return "an external link to '\(String(cString: object))' of '\(String(cString: file))'"
    }
  }
}
