import PlainText
import Records

/// A comparison together with the samples that change.
public struct ComparisonWithFlips: Presentable {
  private let comparison: Comparison
  private let flips: Flips
  private let listsSamples: Bool

  /// - Parameters:
  ///   - comparison: the verdicts.
  ///   - flips: what changes, of the same comparison.
  ///   - listsSamples: whether JSON lists every test that changes.
  public init(_ comparison: Comparison, _ flips: Flips, listsSamples: Bool) {
    (self.comparison, self.flips, self.listsSamples) = (comparison, flips, listsSamples)
  }

  public var pages: [[Block]] { comparison.pages + flips.boards.map(page) }

  public var tables: [TextTable] {
    let lines = flips.boards.flatMap { board in
      Self.groups(board).map { [board.place, $0.kind, $0.name] + Self.numbers($0.counts).map(String.init) }
    }
    let heads = ["board", "group", "name", "tests", "both", "firstOnly", "secondOnly", "none"]
    return comparison.tables + [TextTable(heads: heads, lines: lines, textColumns: 3)]
  }

  public var json: JSONValue {
    var members = comparison.json.members
    members["flips"] = .array(flips.boards.map(json))
    return .object(members)
  }

  private struct Group {
    let kind: String
    let name: String
    let counts: Flips.Counts
  }

  /// All tests, those of each class, and those of each person.
  private static func groups(_ board: Flips.Found) -> [Group] {
    [Group(kind: "all", name: "", counts: board.total)]
      + board.classes.map { Group(kind: "class", name: $0.name, counts: $0.counts) }
      + board.persons.map { Group(kind: "person", name: "\($0.subject)", counts: $0.counts) }
  }

  private static func numbers(_ counts: Flips.Counts) -> [Int] {
    [counts.tests, counts.both, counts.firstOnly, counts.secondOnly, counts.none]
  }

  /// Classes and persons with changes; how many have none is said below.
  private func page(_ board: Flips.Found) -> [Block] {
    let (first, second) = (comparison.first.text, comparison.second.text)
    let groups = Self.groups(board).filter { $0.kind == "all" || $0.counts.changed > 0 }
    func column(_ head: String, _ name: String, _ count: @escaping @Sendable (Flips.Counts) -> Int) -> TableColumn {
      let texts = groups.map { "\(count($0.counts))" }
      return TableColumn(head, name: name, worth: .needed) { texts[$0] }
    }
    let names = groups.map { $0.kind == "all" ? "all tests" : "\($0.kind) \($0.name)" }
    let table = TextTable(
      columns: [
        TableColumn("tests of", name: "group", kind: .text) { names[$0] }, column("tests", "tests") { $0.tests },
        column("both right", "both") { $0.both }, column("first only", "firstOnly") { $0.firstOnly },
        column("second only", "secondOnly") { $0.secondOnly }, column("none right", "none") { $0.none },
      ], rowCount: groups.count)
    let still = [
      (board.classes.count { $0.counts.changed == 0 }, "classes"),
      (board.persons.count { $0.counts.changed == 0 }, "persons"),
    ]
    .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let unchanged = still.isEmpty ? [] : [Block.note("Nothing changes in \(still.joined(separator: " and ")).")]
    return [
      .heading("What changes on \(board.place)"), .line("First: \(first). Second: \(second)."), .gap, .table(table),
    ] + unchanged
  }

  private func json(_ board: Flips.Found) -> JSONValue {
    func counts(_ counts: Flips.Counts, _ more: [String: JSONValue] = [:]) -> JSONValue {
      let own: [String: JSONValue] = [
        "tests": .integer(counts.tests), "both": .integer(counts.both), "firstOnly": .integer(counts.firstOnly),
        "secondOnly": .integer(counts.secondOnly), "none": .integer(counts.none),
      ]
      return .object(own.merging(more) { own, _ in own })
    }
    var members: [String: JSONValue] = [
      "board": .string(board.place), "all": counts(board.total),
      "classes": .array(board.classes.map { counts($0.counts, ["class": .string($0.name)]) }),
      "persons": .array(board.persons.map { counts($0.counts, ["subject": .integer($0.subject)]) }),
    ]
    if listsSamples {
      members["samples"] = .array(
        board.samples.map { sample in
          .object([
            "id": .string(sample.id), "subject": .integer(sample.subject), "class": .string(sample.className),
            "split": .string(sample.split), "repetition": .integer(sample.repetition),
            "outcome": .string(sample.outcome.rawValue),
            "firstPredicted": sample.first.map(JSONValue.string) ?? .null,
            "secondPredicted": sample.second.map(JSONValue.string) ?? .null,
          ])
        })
    }
    return .object(members)
  }
}
