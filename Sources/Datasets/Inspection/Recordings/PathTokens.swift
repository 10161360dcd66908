/// A path cut into words, numbers and the marks between them.
struct PathTokens {
  /// A piece of a path.
  struct Token: Equatable {
    let text: String
    let kind: Kind
  }

  enum Kind: Character {
    case word = "W"
    case number = "9"
    case mark = "-"
  }

  let tokens: [Token]

  /// Cuts a path; its ending is a mark.
  init(_ path: String) {
    var stem = Substring(path)
    var ending = ""
    let name = path.split(separator: "/").last ?? ""
    if let dot = name.lastIndex(of: "."), dot != name.startIndex {
      let found = name[dot...]
      if found.count <= 6, found.dropFirst().contains(where: \.isLetter) {
        ending = String(found)
        stem = stem.dropLast(found.count)
      }
    }
    var tokens: [Token] = []
    for character in stem {
      let kind: Kind = character.isLetter ? .word : character.isASCII && character.isNumber ? .number : .mark
      if let last = tokens.last, last.kind == kind {
        tokens[tokens.count - 1] = Token(text: last.text + String(character), kind: kind)
      } else {
        tokens.append(Token(text: String(character), kind: kind))
      }
    }
    if !ending.isEmpty { tokens.append(Token(text: ending, kind: .mark)) }
    self.tokens = tokens
  }

  /// The same for all paths that differ in words and numbers alone.
  var shape: String {
    tokens.map { $0.kind == .mark ? $0.text : String($0.kind.rawValue) }.joined(separator: "\u{1F}")
  }
}
