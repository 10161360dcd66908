import Diagnostics
import Foundation
import Testing

@testable import Benchmarking
@testable import Leaderboards

@Suite("Curves")
struct CurvesTests {
  private func results() throws -> HandmadeResults {
    var results = HandmadeResults()
    for (k, right) in [(8, 3), (1, 1), (2, 2)] {
      try results.add("perfect", k: k, right: (0..<4).map { $0 < right })
    }
    try results.add("ridge-cca", k: 2, right: [true, true, true, true])
    try results.add("student-teacher", right: [true, true, false, false])
    return results
  }

  @Test(
    "a line for each value of the parameter, ascending; a method without a value there has none, one without the parameter is left out"
  )
  func collected() throws {
    var results = try results()
    defer { results.remove() }
    let curves = try Curves(results.leaderboard(), over: "k", score: "accuracy")
    #expect(curves.points == [1, 2, 8])
    #expect(
      curves.series == [
        .init(name: "perfect", values: [0.25, 0.5, 0.75]), .init(name: "ridge-cca", values: [nil, 1, nil]),
      ])
    #expect(try curves.rendered(as: .csv) == "k,perfect,ridge-cca\n1.0,0.25,\n2.0,0.5,1.0\n8.0,0.75,\n")
    #expect(try curves.rendered(as: .table).split(separator: "\n").count == 5)
  }

  @Test("a parameter or a score that no row has is refused, with the nearest there is")
  func refused() throws {
    var results = try results()
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    #expect(throws: InputError.self) { try Curves(leaderboard, over: "ridge", score: "accuracy") }
    #expect {
      try Curves(leaderboard, over: "k", score: "acuracy")
    } throws: { "\($0)".contains("accuracy") }
  }

  @Test("encoders that differ in a parameter make boards of their own, titled by that parameter")
  func boards() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for noise in [0.5, 1] {
      try results.add("perfect", right: [true, false]) { trial in
        let encoder = TrialDescription.Choice(
          name: "x", parameters: .object(["parameters": .object(["noise": .number(noise), "range": .integer(5)])]))
        trial.encoderSource = encoder
        trial.encoderTarget = encoder
      }
    }
    let leaderboard = try results.leaderboard()
    #expect(
      leaderboard.boards.map(\.title.encoders) == [
        "s: x (parameters.noise=0.5); t: x (parameters.noise=0.5)",
        "s: x (parameters.noise=1.0); t: x (parameters.noise=1.0)",
      ])
    let curves = try Curves(leaderboard, over: "noise", score: "accuracy")
    #expect(curves.points == [0.5, 1] && curves.series.map(\.values) == [[0.5, 0.5]])
  }
}
