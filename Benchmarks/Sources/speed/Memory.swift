import Foundation

/// The most memory that work held beyond what was there before it; nil where the system does not
/// tell.
struct Memory {
  private let before: Int

  /// Lets the system forget the most that was held so far.
  static func started() -> Memory? {
    guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs"),
      (try? file.write(contentsOf: Data("5".utf8))) != nil, let held = status("VmRSS")
    else { return nil }
    return Memory(before: held)
  }

  /// Bytes beyond those that were held at the start.
  var extra: Int? { Self.status("VmHWM").map { max(0, $0 - before) } }

  private static func status(_ name: String) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name + ":") }),
      let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kibibytes * 1024
  }
}
