import Diagnostics

/// Names of files from texts that may hold anything.
enum FileStem {
  /// Small letters and digits of ASCII, joined by `-`; at most 60.
  static func of(_ text: String) -> String {
    let words = text.lowercased().replacing("->", with: "-to-").split { character in
      !character.isASCII || !(character.isLetter || character.isNumber)
    }
    let stem = String(words.joined(separator: "-").prefix(60))
    return stem.isEmpty ? "unnamed" : stem
  }

  /// A stem for each text, each there once: from the second on, equal ones have a number.
  static func distinct(_ texts: [String]) -> [String] {
    var names = DistinctNames()
    return texts.map { names.next(of($0)) }
  }
}
