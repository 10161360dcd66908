import Diagnostics
import Foundation
import Parameters
import StrictYAML
import Testing

private enum Colour: String, Codable, CaseIterable, Sendable { case red, green }

private enum Count: NumberOrWord {
  case fixed(Int)
  case all

  static let word = "all"
  init(_ number: Int?) { self = number.map(Self.fixed) ?? .all }
  var number: Int? { if case .fixed(let count) = self { count } else { nil } }
}

private struct Optimiser: Parametrised, Equatable {
  @Parameter(.whole(from: 1), "passes") var epochs = 200
  @Parameter(.number(from: 0, openFrom: true), "step") var rate = 0.5
  init() {}

  func check() throws {
    guard rate * Double(epochs) < 1000 else {
      throw InputError("rate", found: "\(rate)", expected: "below 1000 when multiplied by epochs")
    }
  }
}

private struct Method: Catalogued, Equatable {
  static let name = "method"
  static let card = MethodCard(summary: "a method", objective: "none", solution: "none.", cost: "none", source: "here")

  @ParameterGroup({ $0 = Method.quick }) var training: Optimiser
  @Parameter(named: "C", .number(from: 0, through: 1, openThrough: true), "weight") var weight = 0.25
  @Parameter("colour of the line") var colour = Colour.red
  @Parameter("whether it is drawn") var drawn = true
  @Parameter(.whole(from: 1, through: 9), "lines", absent: "one a colour") var lines: Int? = nil
  @Parameter(.rising(.whole(from: 1, through: 64)), "levels") var levels = [1, 2, 4]
  @Parameter(.whole(from: 0), "what is drawn at random") var seed: UInt64 = 0
  init() {}

  /// One instance for all: no method may write into it.
  static let quick = {
    var optimiser = Optimiser()
    optimiser.epochs = 10
    return optimiser
  }()

  func isWritten(_ parameter: String) -> Bool { parameter != "seed" || !drawn }
}

private struct Patient: Parametrised, Equatable {
  @ParameterGroup({ $0.epochs = 500 }) var training: Optimiser
  init() {}
}

private struct Plain: Parametrised {
  @ParameterGroup var training: Optimiser
  init() {}
}

private struct Room: Parametrised, Equatable {
  @Parameter("colour of the walls") var walls = Colour.red
  @Parameter(.names(count: 2, "two doors: in, out"), "where one walks") var doors = ["front", "back"]
  @Parameter(.other("a text"), "what it is for") var use: String? = nil
  init() {}

  init(from decoder: any Decoder) throws {
    var defaults = Self()
    let container = try decoder.container(keyedBy: NameKey.self)
    if try container.decodeIfPresent(Colour.self, forKey: NameKey("walls")) == .green { defaults.doors[1] = "garden" }
    try self.init(from: decoder, over: defaults)
  }

  var written: Self {
    var written = self
    written.use = use ?? "any"
    return written
  }
}

@Suite("Parameters declared once")
struct ParameterTests {
  private func decode(_ yaml: String) throws -> Method { try StrictYAML.decode(Method.self, from: yaml, file: "m") }

  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test("what is left out has the default of its declaration, of a group that of the method")
  func defaults() throws {
    let method = try decode("{}")
    #expect(method == Method())
    #expect(method.training.epochs == 10 && method.training.rate == 0.5)
    #expect(try JSONDecoder().decode(Method.self, from: Data("{}".utf8)) == Method())
    #expect(try decode("{colour: null, lines: null}") == Method())
  }

  @Test("values are read and written under the declared names, those of a group beside the others")
  func roundTrip() throws {
    let method = try decode("{epochs: 3, C: 0, colour: green, drawn: false, lines: 2, levels: [1, 3], seed: 5}")
    #expect(method.training.epochs == 3 && method.weight == 0 && method.colour == .green && method.lines == 2)
    let text = try json(method)
    #expect(
      text
        == #"{"C":0,"colour":"green","drawn":false,"epochs":3,"levels":[1,3],"lines":2,"rate":0.5,"seed":5}"#)
    #expect(try JSONDecoder().decode(Method.self, from: Data(text.utf8)) == method)
  }

  @Test("a parameter without a value, and one that is not to be written, are left out")
  func leftOut() throws {
    #expect(try json(Method()) == #"{"C":0.25,"colour":"red","drawn":true,"epochs":10,"levels":[1,2,4],"rate":0.5}"#)
  }

  @Test(
    "what is out of range is refused by name, in a file and in a program",
    arguments: [
      ("epochs: 0", "epochs"), ("rate: 0", "rate"), ("rate: .nan", "rate"), ("C: 1", "C"), ("C: -1", "C"),
      ("C: .inf", "C"), ("colour: blue", "colour"), ("drawn: maybe", "drawn"), ("lines: 10", "lines"),
      ("lines: 0", "lines"), ("levels: []", "levels"), ("levels: [2, 2]", "levels"), ("levels: [0]", "levels"),
      ("seed: -1", "seed"), ("epochs: 1.5", "epochs"), ("epochs: 9999", "rate"),
    ])
  func refusals(yaml: String, name: String) throws {
    let error = #expect(throws: InputError.self) { try decode("{\(yaml)}") }
    #expect(error?.place.contains(name) == true)
  }

  @Test("a program's values are checked as a file's are, those of a group and what it demands of them too")
  func programs() throws {
    #expect(try Method { $0.lines = 9 }.lines == 9)
    #expect(throws: InputError.self) { try Method { $0.lines = 10 } }
    #expect(throws: InputError.self) { try Method { $0.training.epochs = 0 } }
    #expect(throws: InputError.self) { try Method { $0.training.epochs = 9999 } }
    #expect(throws: InputError.self) { try Optimiser { $0.rate = .infinity } }
  }

  @Test("a group may be declared with some of its defaults changed, or none")
  func groups() throws {
    #expect(Patient().training.epochs == 500 && Patient().training.rate == 0.5)
    #expect(Plain().training.epochs == 200 && Optimiser().epochs == 200)
    let read = try JSONDecoder().decode(Patient.self, from: Data(#"{"rate": 0.25}"#.utf8))
    #expect(read.training.epochs == 500 && read.training.rate == 0.25 && Patient().training.rate == 0.5)
    #expect(throws: InputError.self) { try Patient { $0.training.rate = 2 } }
  }

  @Test("an unknown key is refused with the known ones, those of a group among them")
  func unknownKeys() throws {
    let error = #expect(throws: InputError.self) { try decode("{epoch: 3}") }
    #expect(error?.advice.contains("epochs") == true)
  }

  @Test("a copy is a value of its own, and decoding writes into no default")
  func copies() throws {
    let first = try decode("{epochs: 3, C: 0.5}")
    var second = first
    second.weight = 0.75
    second.training.epochs = 4
    #expect(first.weight == 0.5 && first.training.epochs == 3)
    #expect(second.weight == 0.75 && second.training.epochs == 4)
    #expect(Method().training.epochs == 10 && Method.quick.epochs == 10 && Optimiser().epochs == 200)
  }

  @Test("decoding over given values writes into none of them")
  func over() throws {
    let data = Data(#"{"C":0.5,"epochs":3}"#.utf8)
    struct Over: Decodable {
      static let given = Method()
      let method: Method
      init(from decoder: any Decoder) throws { method = try Method(from: decoder, over: Self.given) }
    }
    let method = try JSONDecoder().decode(Over.self, from: data).method
    #expect(method.weight == 0.5 && method.training.epochs == 3)
    #expect(Over.given.weight == 0.25 && Over.given.training.epochs == 10)
  }

  @Test("the list that users read comes from the declarations, in their order, with defaults")
  func cards() throws {
    let cards = Method.parameters
    #expect(cards.map(\.name) == ["epochs", "rate", "C", "colour", "drawn", "lines", "levels", "seed"])
    #expect(try cards.map { try json($0.default) } == ["10", "0.5", "0.25", #""red""#, "true", "null", "[1,2,4]", "0"])
    #expect(cards[3].range == .oneOf(["red", "green"]) && cards[4].range == .flag)
    #expect(cards.map(\.absent) == [nil, nil, nil, nil, nil, "one a colour", nil, nil])
    #expect(cards[2].meaning == "weight" && cards[2].range.description == "from 0 below 1")
  }

  @Test("a default may depend on another parameter, and what is written may say more than was asked for")
  func dependent() throws {
    let room = try StrictYAML.decode(Room.self, from: "{walls: green}", file: "m")
    #expect(room.doors == ["front", "garden"] && room.use == nil)
    #expect(try json(room) == #"{"doors":["front","garden"],"use":"any","walls":"green"}"#)
    #expect(try StrictYAML.decode(Room.self, from: "{walls: green, doors: [a, b]}", file: "m").doors == ["a", "b"])
    #expect(Room().doors == ["front", "back"])
    for doors in ["[a]", "[a, a]", "[a, b, c]"] {
      let error = #expect(throws: InputError.self) {
        try StrictYAML.decode(Room.self, from: "{doors: \(doors)}", file: "m")
      }
      #expect(error?.expected == "2 different names")
    }
  }

  @Test("methods are equal where their values are, and print these")
  func values() throws {
    #expect(try Method { $0.weight = 0.5 } != Method())
    #expect("\(try Optimiser { $0.epochs = 7 })".contains("7"))
  }
}

@Suite("Values that are a number or a word")
struct NumberOrWordTests {
  private struct Method: Parametrised, Equatable {
    @Parameter(.word(Count.word, or: .whole(from: 1, through: 9)), "how many") var count = Count.all
  }

  private func decode(_ yaml: String) throws -> Method { try StrictYAML.decode(Method.self, from: yaml, file: "m") }

  @Test("a number and the word are read and written, the word where it is the default too")
  func coding() throws {
    #expect(try decode("{}").count == .all && decode("count: all").count == .all)
    #expect(try decode("count: 9").count == .fixed(9))
    for method in [Method(), try Method { $0.count = .fixed(2) }] {
      #expect(try JSONDecoder().decode(Method.self, from: JSONEncoder().encode(method)) == method)
    }
    #expect(String(decoding: try JSONEncoder().encode(Method()), as: UTF8.self) == #"{"count":"all"}"#)
  }

  @Test(
    "another word, and a number outside the range, are refused with the parameter and what it may be",
    arguments: ["0", "10", "1.5", "none", "[1]"])
  func refusals(value: String) throws {
    let error = #expect(throws: InputError.self) { try decode("count: \(value)") }
    #expect(error?.place.contains("count") == true && error?.expected.contains("all") == true)
    #expect(error?.expected.contains("a whole number") == true)
    // What was written, and not how a program calls it.
    #expect(error?.found.contains("fixed") == false, "\(error?.found ?? "")")
  }

  @Test("a program's numbers are checked too")
  func programs() throws {
    #expect(throws: InputError.self) { try Method { $0.count = .fixed(0) } }
  }

  @Test("the range names the word and the numbers, and what is refused of both")
  func range() {
    let range = Method.parameters[0].range
    #expect(range.description == "all, or a whole number from 1 to 9")
    #expect(range.refused == ["0", "10", "no-such-word"])
  }
}

@Suite("Ranges of parameters")
struct ParameterRangeTests {
  @Test("a range is printed in words and names the values just outside")
  func ranges() {
    #expect(ParameterRange.whole(from: 1).description == "1 or more")
    #expect(ParameterRange.whole(from: 1, through: 9).refused == ["0", "10"])
    #expect(ParameterRange.number(from: 0, openFrom: true).description == "above 0")
    #expect(ParameterRange.number(from: 0, openFrom: true).refused == ["0.0"])
    #expect(ParameterRange.number(from: 0, through: 1, openThrough: true).description == "from 0 below 1")
    #expect(ParameterRange.number().description == "any number" && ParameterRange.number().refused.isEmpty)
    #expect(ParameterRange.choice(of: Colour.self) == .oneOf(["red", "green"]))
    #expect(ParameterRange.rising(.whole(from: 1, through: 64)).description == "rising whole numbers from 1 to 64")
    #expect(ParameterRange.names(count: 2, "two joints").description == "two joints")
    #expect(ParameterRange.names(count: 2, "two joints").refused == ["[a, a]", "[]"])
    #expect(ParameterRange.rising(.number(from: 0, through: 1)).description == "rising numbers from 0 to 1")
  }

  @Test("another seed changes the seed alone, of a copy; a type whose seed shapes nothing draws from none")
  func seeds() throws {
    let method = try Method { $0.seed = 5 }
    let other = method.reseeded { $0 + 1 }
    #expect(other.seed == 6 && method.seed == 5)
    var same = other
    same.seed = 5
    // Here the seed is written where nothing is drawn.
    #expect(same == method && !method.drawsFromSeed)
    #expect(try Method { $0.drawn = false }.drawsFromSeed)
    #expect(!Optimiser().drawsFromSeed && Optimiser().reseeded { $0 + 1 } == Optimiser())
  }
}
