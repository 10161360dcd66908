import Foundation

/// A Swift file of this package, as text.
struct SourceFile: Sendable {
  /// From the package's folder, `Sources/Metrics/CMAE.swift`.
  let path: String
  let lines: [Substring]
  /// The text without comments and without what stands in quotation marks.
  let code: String

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0)
    code = SourceFile.code(of: text)
  }

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }

  /// The modules it imports.
  var imports: Set<String> {
    Set(
      code.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place < 3, place + 1 < words.count else { return nil }
        return String(words[words.count - 1].prefix { $0 != "." })
      })
  }

  /// The types that it declares outside of any other, private ones left out.
  var types: Set<String> {
    Set(
      code.split(separator: "\n").compactMap { line in
        guard line.first?.isWhitespace == false else { return nil }
        let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@") }
        guard let place = words.firstIndex(where: Self.declares), place + 1 < words.count,
          words[..<place].allSatisfy({ Self.modifiers.contains($0) || $0.hasPrefix("@") })
        else { return nil }
        return String(words[place + 1])
      })
  }

  /// All capitalised names that are not members of something.
  var names: Set<String> {
    var names: Set<String> = []
    var word: [UInt8] = []
    var before: UInt8 = 0
    for byte in Array(code.utf8) + [0] {
      if Self.isWord(byte) {
        word.append(byte)
        continue
      }
      if let first = word.first, first >= 65, first <= 90, before != UInt8(ascii: ".") {
        names.insert(String(decoding: word, as: UTF8.self))
      }
      word.removeAll(keepingCapacity: true)
      before = byte
    }
    return names
  }

  private static let modifiers: Set<Substring> = ["public", "package", "internal", "final", "indirect"]

  private static func declares(_ word: Substring) -> Bool {
    ["struct", "class", "enum", "protocol", "actor", "typealias"].contains(word)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == 95 || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
  }

  /// Interpolated expressions go with their text. Line breaks stay.
  private static func code(of text: String) -> String {
    let bytes = Array(text.utf8)
    var code: [UInt8] = []
    code.reserveCapacity(bytes.count)
    let (quote, newline, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\\"))
    var at = 0
    func starts(_ mark: String) -> Bool { bytes[at...].starts(with: mark.utf8) }
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "/"), starts("//") {
        while at < bytes.count, bytes[at] != newline { at += 1 }
      } else if bytes[at] == quote {
        let mark = starts("\"\"\"") ? "\"\"\"" : "\""
        at += mark.utf8.count
        // Only long texts go over lines; a quotation mark in a regular expression opens none.
        while at < bytes.count, !starts(mark), mark.count > 1 || bytes[at] != newline {
          if bytes[at] == newline { code.append(newline) }
          at += bytes[at] == backslash ? 2 : 1
        }
        if at < bytes.count, bytes[at] != newline { at += mark.utf8.count }
      } else {
        code.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: code, as: UTF8.self)
  }
}
