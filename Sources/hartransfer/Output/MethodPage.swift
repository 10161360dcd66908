import Benchmarking
import Files
import Foundation
import Parameters
import PlainText
import Records

/// All that is known of a method without running it: its card, its defaults, and what holds of it
/// with them.
struct MethodPage: Encodable {
  /// A parameter with its default.
  struct Parameter: Encodable {
    var name: String
    /// The default as JSON; null where leaving the parameter out is a choice of its own.
    var `default`: JSONValue
    var range: String
    var meaning: String
  }

  var name: String
  var summary: String
  var objective: String
  var solution: String
  var cost: String
  var source: String
  var parameters: [Parameter]
  /// What holds of the method with its default parameters, in the order in which it is printed.
  var properties: Properties

  struct Property {
    var key: String
    var title: String
    var holds: Bool
    var meaning: String
  }

  /// In JSON an object by key.
  struct Properties: Encodable {
    var list: [Property]

    func encode(to encoder: any Encoder) throws {
      try Dictionary(uniqueKeysWithValues: list.map { ($0.key, $0.holds) }).encode(to: encoder)
    }
  }

  /// Reads card and parameters, and asks a method with its defaults what holds of it.
  init<M: Catalogued>(_ type: M.Type, properties: (M) -> [Property]) throws {
    self.init(name: type.name, card: type.card)
    parameters = try type.parameters.map {
      Parameter(
        name: $0.name, default: try $0.absent.map(JSONValue.string) ?? JSONValue(encoding: $0.default),
        range: $0.range.description, meaning: $0.meaning)
    }
    self.properties = Properties(list: properties(type.init()))
  }

  /// A method without parameters, of which nothing but its card is known.
  init(name: String, card: MethodCard) {
    self.name = name
    summary = card.summary
    objective = card.objective
    solution = card.solution
    cost = card.cost
    source = card.source
    parameters = []
    properties = Properties(list: [])
  }

  /// A line for the method and one for its parameters.
  func entry(width: Int) -> String {
    // A line may end between parameters, not inside one.
    let parameters = parameters.map {
      "\($0.name) = \($0.default) (\($0.range))".replacing(" ", with: Self.unbreakableSpace)
    }.joined(separator: ", ")
    return padded(name, width) + "  \(summary)\n"
      + (parameters.isEmpty
        ? "" : wrapped(parameters, indent: width + 4).replacing(Self.unbreakableSpace, with: " ") + "\n")
  }

  private static let unbreakableSpace = "\u{A0}"

  /// The whole page.
  var page: String {
    var lines = ["\(name)", wrapped(summary, indent: 2), ""]
    for (title, text) in [("objective", objective), ("solution", solution), ("cost", cost), ("source", source)] {
      lines.append("  " + padded(title, 10) + wrapped(text, indent: 12).dropFirst(12))
    }
    if !properties.list.isEmpty { lines += ["", "with its defaults"] }
    for property in properties.list {
      lines.append("  \(padded(property.title, 20))\(property.holds ? "yes" : "no ")  (\(property.meaning))")
    }
    lines += ["", parameters.isEmpty ? "no parameters" : "parameters"]
    let table = TextTable(
      heads: ["name", "default", "range", "meaning"],
      lines: parameters.map { [$0.name, "\($0.default)", $0.range, $0.meaning] }, textColumns: 4)
    if !parameters.isEmpty { lines += table.terminal.map { "  " + $0 } }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// `text` in lines of at most 110 characters, each behind `indent` spaces, broken at spaces.
private func wrapped(_ text: String, indent: Int) -> String {
  var lines: [String] = [""]
  for word in text.split(separator: " ") {
    let last = lines[lines.count - 1]
    if last.isEmpty {
      lines[lines.count - 1] = String(word)
    } else if indent + last.count + 1 + word.count <= 110 {
      lines[lines.count - 1] = "\(last) \(word)"
    } else {
      lines.append(String(word))
    }
  }
  return lines.map { String(repeating: " ", count: indent) + $0 }.joined(separator: "\n")
}
