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

  /// What it is called and does, and its parameters.
  var entry: [Block] {
    // A line may end between parameters, not inside one.
    let parameters = parameters.map {
      "\($0.name) = \($0.default) (\($0.range))".replacing(" ", with: "\u{A0}")
    }.joined(separator: ", ")
    return [.field(name, summary)] + (parameters.isEmpty ? [] : [.field("", "\u{A0}\u{A0}" + parameters)])
  }

  /// The whole page.
  var page: [Block] {
    var blocks: [Block] = [
      .heading(name), .line(summary), .gap, .field("objective", objective), .field("solution", solution),
      .field("cost", cost), .field("source", source),
    ]
    if !properties.list.isEmpty { blocks += [.gap, .line("With its defaults:")] }
    blocks += properties.list.map { .field($0.title, "\($0.holds ? "yes" : "no") (\($0.meaning))") }
    guard !parameters.isEmpty else { return blocks + [.gap, .line("It has no parameters.")] }
    let table = TextTable(
      heads: ["parameter", "default", "range", "meaning"],
      lines: parameters.map { [$0.name, "\($0.default)", $0.range, $0.meaning] }, textColumns: 4)
    return blocks + [.gap, .table(table)]
  }
}
