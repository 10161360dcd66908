import Diagnostics
import Foundation

/// The one door through which a name that somebody else wrote (a file, a manifest, an address)
/// becomes part of a path.
public enum FileName {
  /// The most bytes, so that what is put before and behind a name still fits.
  private static let longest = 200

  /// Whether `name` is one plain name of a file: no folder, no way up, not hidden, nothing that a
  /// terminal takes for more.
  public static func isPlain(_ name: String) -> Bool {
    let bytes = name.utf8
    return !bytes.isEmpty && bytes.count <= longest && bytes.first != UInt8(ascii: ".")
      && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
  }

  /// `name` as it is.
  /// - Throws: `InputError` where it is no plain name; `place` says where it stands.
  @discardableResult
  public static func checked(_ name: String, place: String) throws -> String {
    guard isPlain(name) else {
      let shown = name.unicodeScalars.prefix(80).map { $0.value < 0x20 ? "?" : String($0) }.joined()
      throw InputError(
        place, found: "'\(shown)'", expected: "a plain name, since it names a file",
        advice: "Rename it: no '/', no '\\', no '.' at the beginning, at most \(longest) bytes.")
    }
    return name
  }

  /// Whether `path` leads down from the folder that it is relative to, and never out of it.
  public static func isPathBelow(_ path: String) -> Bool {
    !path.isEmpty && !path.utf8.contains(0)
      && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
  }
}

extension URL {
  /// The file `name`, with `ending` behind it, in this folder.
  /// - Throws: `InputError` where `name` is no plain name; `place` says where it stands.
  public func file(named name: String, ending: String = "", place: String) throws -> URL {
    appendingPathComponent(try FileName.checked(name, place: place) + ending)
  }
}
