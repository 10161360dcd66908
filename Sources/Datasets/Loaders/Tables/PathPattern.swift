import Diagnostics
import Foundation

/// A pattern of paths below the folder of the data, which takes values out of them.
///
/// `{subject}` stands for any text without `/` and gives it the name `subject`; `{part:[0-9]+}` for
/// what the regular expression matches; `*` for any text without `/`, `**/` for any folders. A name
/// that occurs twice must match the same text. All else stands for itself.
struct PathPattern: Sendable {
  /// What was written.
  let text: String
  /// The names, each once, in the order of the pattern.
  let names: [String]
  private let expression: String
  private let groups: [String]
  private let pieces: [Piece]

  private enum Piece: Sendable {
    case literal(String)
    case name(String, String)
    case any(String)
  }

  /// Reads a pattern; `place` says where it stands.
  init(_ text: String, place: String) throws {
    func refuse(_ found: String, _ expected: String) -> InputError {
      InputError(place, found: "'\(text)': \(found)", expected: expected)
    }
    var pieces: [Piece] = []
    var literal = ""
    var rest = Substring(text)
    func flush() {
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = ""
    }
    while let first = rest.first {
      if rest.hasPrefix("**/") {
        flush()
        pieces.append(.any("(?:.*/)?"))
        rest = rest.dropFirst(3)
      } else if first == "*" {
        flush()
        pieces.append(.any("[^/]*"))
        rest = rest.dropFirst()
      } else if first == "{" {
        flush()
        var depth = 0
        guard
          let end = rest.indices.first(where: {
            depth += rest[$0] == "{" ? 1 : rest[$0] == "}" ? -1 : 0
            return depth == 0
          })
        else { throw refuse("a brace that is not closed", "'{name}' or '{name:expression}'") }
        let inner = rest[rest.index(after: rest.startIndex)..<end]
        let name = String(inner.prefix { $0 != ":" })
        let expression = inner.contains(":") ? String(inner.dropFirst(name.count + 1)) : "[^/]+"
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber }), !expression.isEmpty else {
          throw refuse("'{\(inner)}'", "'{name}' or '{name:expression}'")
        }
        guard (try? Regex(expression)) != nil, !expression.replacing("(?", with: "").contains("(") else {
          throw refuse("the expression '\(expression)'", "a regular expression without groups that capture")
        }
        pieces.append(.name(name, expression))
        rest = rest[rest.index(after: end)...]
      } else {
        literal.append(first)
        rest = rest.dropFirst()
      }
    }
    flush()
    guard !text.isEmpty, !text.hasPrefix("/"), !text.split(separator: "/").contains("..") else {
      throw refuse("no path below the folder of the data", "one")
    }
    self.text = text
    self.pieces = pieces
    groups = pieces.compactMap { if case .name(let name, _) = $0 { name } else { nil } }
    names = groups.distinct
    expression = pieces.map { piece in
      switch piece {
      case .literal(let text): NSRegularExpression.escapedPattern(for: text)
      case .name(_, let expression): "(\(expression))"
      case .any(let expression): expression
      }
    }.joined()
  }

  /// The paths that match, each with its values.
  func matches(among paths: [String]) throws -> [(path: String, values: [String: String])] {
    try MatchTime.bounded(text, count: paths.count, place: "path") { [expression, groups] in
      let expression = try Regex(expression)
      return paths.compactMap { path in
        guard let match = path.wholeMatch(of: expression) else { return nil }
        var values: [String: String] = [:]
        for (index, name) in groups.enumerated() {
          let text = String(match.output[index + 1].substring ?? "")
          if let earlier = values.updateValue(text, forKey: name), earlier != text { return nil }
        }
        return (path, values)
      }
    }
  }

  static func describe(_ values: [String: String]) -> String {
    values.isEmpty ? "all" : values.keys.sorted().map { "\($0) '\(values[$0]!)'" }.joined(separator: ", ")
  }
}
