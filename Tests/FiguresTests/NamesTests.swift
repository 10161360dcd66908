import Diagnostics
import Foundation
import Leaderboards
import Records
import Testing

@testable import Figures

@Suite("Names in figures")
struct NamesTests {
  private static let hostile = "<script>alert('x')</script> \"q\" `touch owned` @home {a}_b^c & | \\n %d $1 🙂, é"
  private static let long = String(repeating: "long-name ", count: 20)

  @Test("names with markup, quotes, commas, emoji and 200 characters are text: cut in the picture, whole in the CSV")
  func hostile() async throws {
    var results = MadeResults()
    results.dataset = Self.hostile
    results.modalities = ["<b>s</b>\nline", "'; set output 'x'; '", "`id`"]
    results.classNames = [Self.hostile, Self.long, "a\u{1}b", "{/Symbol a}"]
    results.methods += [(Self.hostile, [:]), (Self.long, ["k": .string("@x")])]
    let drawn = try await DrawnFigures(results, options: FigureOptions())
    defer { drawn.remove() }
    // The forest needs several data sets: ForestFigureTests.
    for kind in FigureKinds.all.map({ $0.name }) where kind != ForestFigure.name {
      #expect(drawn.outcome.drawn.contains { $0.hasPrefix(kind) }, "\(kind)")
    }
    for name in drawn.outcome.drawn {
      #expect(name.wholeMatch(of: /[a-z0-9-]+/) != nil)
      #expect(DrawnText(try drawn.data("\(name).svg")) != nil, "\(name) is XML")
    }
    #expect(
      try drawn.files.allSatisfy {
        $0.hasSuffix(".csv") || drawn.outcome.drawn.contains(String($0.prefix { $0 != "." }))
      })
    let name = try #require(drawn.outcome.drawn.first { $0.hasPrefix("accuracy-") })
    let text = try #require(DrawnText(drawn.data("\(name).svg"))).all
    #expect(text.contains("<script>alert('x')") && text.contains("long-name") && text.contains("…"))
    #expect(!text.contains(Self.long.dropLast()))
    let csv = try drawn.text("\(name).csv")
    #expect(csv.contains(Self.long.dropLast()) && csv.contains("`touch owned`") && csv.contains("\"\"q\"\""))
    let confusion = try #require(drawn.outcome.drawn.first { $0.hasPrefix("confusion-") })
    #expect(try #require(DrawnText(drawn.data("\(confusion).svg"))).all.contains("{/Symbol a}"))
  }

  @Test("no two texts meet with 30 methods, at the widths of one column and of two", arguments: [84.0, 174])
  func overlap(_ width: Double) async throws {
    var results = MadeResults()
    results.pairs = []
    results.methods = MadeResults.methods + (0..<24).map { ("method-number-\($0)", ["k": .integer($0)]) }
    results.classNames = (0..<27).map { "activity-\($0)" }
    let drawn = try await DrawnFigures(results, options: FigureOptions(width: width, forms: [.svg]))
    defer { drawn.remove() }
    for name in drawn.outcome.drawn {
      let texts = try #require(DrawnText(drawn.data("\(name).svg"))).texts.filter { !$0.isTurned && !$0.text.isEmpty }
      let pixels = width / 25.4 * 96
      for (place, text) in texts.enumerated() {
        #expect(text.box.left > -1 && text.box.right < pixels + 1, "\(name): \(text.text) leaves the page")
        for other in texts[(place + 1)...] {
          #expect(!text.overlaps(other), "\(name): '\(text.text)' meets '\(other.text)'")
        }
      }
    }
  }

  @Test("short names tell every row apart, say k first and leave out what most rows have")
  func short() {
    func trial(_ name: String, _ parameters: [String: JSONValue]) -> TrialDescription {
      TrialDescription(
        benchmark: "", dataset: "", datasetVersion: "", protocol: .init(name: ""), split: "", source: "", target: "",
        encoderSource: .init(name: ""), encoderTarget: .init(name: ""), reduction: .null,
        alignment: .init(name: name, parameters: .object(parameters)), classifier: .init(name: ""), seed: 0)
    }
    let rows = [
      trial("perfect", ["k": .integer(32), "scaling": .string("raw"), "nullspace": .string("whole")]),
      trial("perfect", ["k": .integer(64), "scaling": .string("raw"), "nullspace": .string("whole")]),
      trial("perfect", ["k": .integer(64), "scaling": .string("raw"), "nullspace": .string("shared")]),
      trial("ridge-cca", ["k": .integer(64), "ridge": .number(0.1), "power": .integer(0)]),
      trial("ridge-cca", ["k": .integer(64), "ridge": .number(0.3), "power": .integer(0)]),
      trial("none", ["seed": .integer(1)]),
    ]
    #expect(
      ShortNames(rows).names == [
        "perfect k=32", "perfect k=64", "perfect k=64 shared", "ridge-cca ridge=0.1", "ridge-cca ridge=0.3", "none",
      ])
  }

  @Test("a cut text fits and ends with an ellipsis; a text that fits stays; wrapped lines hold all words")
  func cut() {
    for width in [5.0, 10, 40] {
      let cut = PlottedText.cut(Self.hostile, to: width, size: 7)
      #expect(TextWidth.millimetres(cut, size: 7) <= width)
      #expect(cut.hasSuffix("…"))
    }
    #expect(PlottedText.cut("short", to: 40, size: 7) == "short")
    let lines = PlottedText.wrapped("one two three four five six", to: 14, size: 7, most: 9)
    #expect(lines.joined(separator: " ") == "one two three four five six" && lines.count > 1)
    #expect(PlottedText.line("a\r\n\u{2028}b\u{1}") == "a b\u{FFFD}")
    #expect(PlottedText.quoted("it's") == "'it''s'" && PlottedText.quoted("''a") == "\"''\".'a'")
  }

  @Test("stems are plain and each is there once")
  func stems() {
    let stems = FileStem.distinct(["A -> B", "a->b", "../../etc", "🙂", "", "a -> b 2"])
    #expect(stems == ["a-to-b", "a-to-b-2", "etc", "unnamed", "unnamed-2", "a-to-b-2-2"])
  }

  @Test("an axis of accuracies begins at 0, or where nearly all rows lie; no row is cut by its edge")
  func axis() {
    #expect(AccuracyAxis([0.8...0.9, 0.85...0.95, 0.75...0.9, 0.03...0.04]).low == 70)
    #expect(AccuracyAxis([0.8...0.9, 0.2...0.95, 0.75...0.9, 0.03...0.04]).low == 0)
    #expect(AccuracyAxis([0.8...0.9, 0.1...0.2]).low == 0)
  }

  @Test("a width is read in millimetres, centimetres and inches; a kind that is not there is refused with the nearest")
  func options() throws {
    #expect(try FigureOptions.millimetres("84mm") == 84 && FigureOptions.millimetres("8.4cm") == 84)
    #expect(try FigureOptions.millimetres("84") == 84 && abs(FigureOptions.millimetres("3.5in") - 88.9) < 1e-9)
    #expect(throws: InputError.self) { try FigureOptions.millimetres("wide") }
    #expect(throws: InputError.self) { try FigureOptions(width: 20) }
    #expect {
      try FigureOptions(kinds: ["acuracy"])
    } throws: { "\($0)".contains("'accuracy'") }
  }
}
