import Diagnostics
import Foundation
import Testing

@testable import Leaderboards
@testable import Records

/// A series is a row's whole identity but for the parameter.
@Suite("Series of curves")
struct SeriesTests {
  private static let three = [true, true, true, false]
  private static let one = [true, false, false, false]

  /// Rows that differ in one thing beside k, one right three times of four and one once.
  private func curves(
    _ first: (inout TrialDescription) -> Void = { _ in }, _ second: (inout TrialDescription) -> Void
  ) throws -> Curves {
    var results = HandmadeResults()
    defer { results.remove() }
    for k in [1, 2] {
      try results.add("perfect", k: k, right: Self.three, changing: first)
      try results.add("perfect", k: k, right: Self.one, changing: second)
    }
    return try Curves(results.leaderboard(), over: "k", score: "accuracy")
  }

  private static func choice(_ name: String, _ key: String, _ value: JSONValue) -> TrialDescription.Choice {
    .init(name: name, parameters: .object([key: value, "same": .integer(1)]))
  }

  @Test("whatever tells two rows apart makes two series, whose names say what differs and nothing else")
  func identity() throws {
    let level = JSONValue.object(["lags": .array([.integer(0)])])
    let cases: [([String], (inout TrialDescription) -> Void, (inout TrialDescription) -> Void)] = [
      (
        ["perfect x covariance=tied", "perfect x covariance=diagonal"],
        { $0.classifier = Self.choice("x", "covariance", .string("tied")) },
        { $0.classifier = Self.choice("x", "covariance", .string("diagonal")) }
      ),
      (["perfect x", "perfect y"], { _ in }, { $0.classifier.name = "y" }),
      (["perfect clips", "perfect frames"], { _ in }, { $0.frames = level }),
      (
        ["perfect s: x a=1", "perfect s: x a=2"], { $0.encoderSource = Self.choice("x", "a", .integer(1)) },
        { $0.encoderSource = Self.choice("x", "a", .integer(2)) }
      ),
      (["perfect t: x", "perfect t: z"], { _ in }, { $0.encoderTarget.name = "z" }),
      (
        ["perfect source latents mean", "perfect source latents each"], { $0.sourceLatents = .mean },
        { $0.sourceLatents = .each }
      ),
      (["perfect", "perfect csls"], { _ in }, { $0.decoding = Self.choice("csls", "k", .integer(5)) }),
      (
        ["perfect csls k=5", "perfect csls k=9"], { $0.decoding = Self.choice("csls", "k", .integer(5)) },
        { $0.decoding = Self.choice("csls", "k", .integer(9)) }
      ),
      (
        ["perfect reduction pca=8", "perfect reduction pca=16"], { $0.reduction = .object(["pca": .integer(8)]) },
        { $0.reduction = .object(["pca": .integer(16)]) }
      ),
      (["perfect p", "perfect q"], { _ in }, { $0.protocol.name = "q" }),
      (
        ["perfect p draws=3", "perfect p draws=6"], { $0.protocol = Self.choice("p", "draws", .integer(3)) },
        { $0.protocol = Self.choice("p", "draws", .integer(6)) }
      ),
      (["perfect d", "perfect e"], { _ in }, { $0.dataset = "e" }),
      (["perfect version 1", "perfect version 2"], { _ in }, { $0.datasetVersion = "2" }),
      (["perfect seed 0", "perfect seed 7"], { _ in }, { $0.seed = 7 }),
    ]
    for (names, first, second) in cases {
      let curves = try curves(first, second)
      #expect(curves.named == zip(names, [0.75, 0.25]).map { NamedValues(name: $0, values: [$1, $1]) }, "\(names)")
      #expect(curves.leftOut.isEmpty)
    }
  }

  @Test("over an axis other conditions make no series of it, and are left out by their words")
  func conditions() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for value in [1, 2] {
      try results.add("perfect", right: Self.three) { $0.condition = Condition("fewShot", Double(value)) }
      try results.add("perfect", right: Self.one) { $0.condition = Condition("timeShift", Double(value) / 2) }
    }
    let curves = try Curves(results.leaderboard(), over: "fewShot", score: "accuracy")
    #expect(curves.points == [1, 2])
    #expect(curves.named == [.init(name: "perfect", values: [0.75, 0.75])])
    #expect(
      curves.leftOut == [0.5, 1.0].map { "perfect at target of the pairs \($0) s late: no fewShot" })
  }

  @Test("series come in the order of the plan, not of their ranks or names, and what is left out is said")
  func order() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for (name, right) in [("z", Self.one), ("b", Self.three), ("a", Self.one)] {
      try results.add(name, k: 1, right: right)
    }
    try results.add("none", right: Self.three)
    try results.add("c", k: 1, right: nil, error: "it broke")
    let curves = try Curves(results.leaderboard(), over: "k", score: "accuracy")
    #expect(curves.series.map(\.name) == ["z", "b", "a"])
    #expect(curves.leftOut == ["none: no k", "c: no accuracy"])
  }

  @Test("CSV is quoted by RFC 4180, and Markdown keeps its columns")
  func quoting() throws {
    let curves = try curves(
      { $0.classifier = Self.choice("x", "list", .array([.integer(1), .integer(2)])) },
      { $0.classifier = Self.choice("x", "list", .string("a \"b\" | c")) })
    let csv = try curves.rendered(as: .csv)
    #expect(csv == "k,\"perfect x list=[1, 2]\",\"perfect x list=a \"\"b\"\" | c\"\n1.0,0.75,0.25\n2.0,0.75,0.25\n")
    let markdown = try curves.rendered(as: .markdown)
    #expect(markdown.contains("| k | perfect x list=[1, 2] | perfect x list=a \"b\" \\| c |"))
  }

  @Test("a name of several parameters is refused with all of their keys, each of which names one")
  func ambiguous() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for (source, target, right) in [(1, 1, Self.one), (1, 2, Self.three), (2, 1, Self.three)] {
      try results.add("perfect", right: right) { trial in
        trial.alignment.parameters = .object([
          "source": .object(["k": .integer(source)]), "target": .object(["k": .integer(target)]),
        ])
      }
    }
    let leaderboard = try results.leaderboard()
    let error = #expect(throws: InputError.self) { try Curves(leaderboard, over: "k", score: "accuracy") }
    #expect(error?.advice == "Name it by all of its keys: alignment.source.k, alignment.target.k.")
    let curves = try Curves(leaderboard, over: "alignment.source.k", score: "accuracy")
    #expect(
      curves.named == [
        .init(name: "perfect target.k=1", values: [0.25, 0.75]),
        .init(name: "perfect target.k=2", values: [0.75, nil]),
      ])
  }

  @Test("a parameter that the encoders of both sides share leaves both, one of the source alone leaves the target's")
  func encoders() throws {
    func curves(target: [Int]) throws -> Curves {
      var results = HandmadeResults()
      defer { results.remove() }
      for (source, target) in zip([1, 2], target) {
        try results.add("perfect", right: Self.three) {
          $0.encoderSource = Self.choice("x", "features", .integer(source))
          $0.encoderTarget = Self.choice("x", "features", .integer(target))
        }
      }
      return try Curves(results.leaderboard(), over: "features", score: "accuracy")
    }
    #expect(try curves(target: [1, 2]).named == [.init(name: "perfect", values: [0.75, 0.75])])
    #expect(try curves(target: [2, 2]).named == [.init(name: "perfect", values: [0.75, 0.75])])
    #expect(
      try curves(target: [2, 1]).named == [
        .init(name: "perfect t: x features=2", values: [0.75, nil]),
        .init(name: "perfect t: x features=1", values: [nil, 0.75]),
      ])
  }
}

/// A series by its name and values alone.
private struct NamedValues: Equatable {
  let name: String
  let values: [Double?]
}

extension Curves {
  fileprivate var named: [NamedValues] { series.map { NamedValues(name: $0.name, values: $0.values) } }
}
