import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Leaderboards
@testable import Records

@Suite("Comparison of two methods")
struct ComparisonTests {
  private func results(subjects: Int = 8, better: Int = 3) throws -> HandmadeResults {
    var results = HandmadeResults()
    let labels = (0..<subjects).flatMap { [Int](repeating: $0, count: 10) }
    for (target, gain) in [("t", better), ("u", 0)] {
      for (name, k, right) in [("ridge-cca", 64, 6 + gain), ("ridge-cca", 32, 5), ("infonce", nil, 6)] {
        try results.add(
          name, k: k, right: (0..<subjects * 10).map { ($0 % 10 + ($0 / 10 % 2)) % 10 < right }, subjects: labels
        ) { $0.target = target }
      }
    }
    return results
  }

  @Test("a verdict a board, in one sentence, corrected over the boards")
  func verdicts() throws {
    let results = try results()
    defer { results.remove() }
    let comparison = try Comparison(results.leaderboard(), RowQuery("ridge-cca:k=64"), RowQuery("infonce"))
    #expect(comparison.verdicts[0].pValue < 1e-3 && comparison.verdicts[1].pValue == 1)
    #expect(comparison.verdicts.map(\.holmPValue) == [2 * comparison.verdicts[0].pValue, 1])
    let first = comparison.sentence(comparison.verdicts[0])
    #expect(first.contains("ridge-cca:k=64 is 30.0 points better than infonce: 0.900 against 0.600"))
    #expect(first.contains("(paired t over 8 subjects)") && first.contains("; a difference at 5 %."))
    #expect(first.contains("Beside it, p = 0.00781 by exact permutation over 8 subjects."))
    let second = comparison.sentence(comparison.verdicts[1])
    #expect(second.contains("equally accurate") && second.contains("not distinguishable at 5 %"))
    let text = try comparison.rendered(as: .json)
    let json = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect((json["boards"] as? [[String: Any]])?.map { $0["permutationP"] as? Double } == [2.0 / 256, 1])
    for format in [OutputFormat.csv, .markdown, .table] { #expect(try !comparison.rendered(as: format).isEmpty) }
  }

  @Test("four subjects: the interval's test decides, and the sentence says which and why")
  func fewSubjects() throws {
    let results = try results(subjects: 4)
    defer { results.remove() }
    let comparison = try Comparison(
      results.leaderboard(), RowQuery("ridge-cca:k=64"), RowQuery("infonce"), filter: RowFilter(target: "t"))
    let sentence = comparison.sentence(comparison.verdicts[0])
    let verdict = try #require(comparison.verdicts.first)
    #expect(comparison.verdicts.count == 1 && verdict.comparison.signFlips?.pValue == 0.125)
    #expect(verdict.isDifference && verdict.comparison.interval?.contains(0) == false)
    #expect(sentence.contains("(paired t over 4 subjects); a difference at 5 %."))
    #expect(sentence.contains("4 subjects cannot give p below 0.125 by permutation"))
    #expect(sentence.contains("so the verdict rests on the interval's own test"))
  }

  @Test("a name that means several rows is refused with their names; the best is not chosen")
  func ambiguous() throws {
    let results = try results()
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    #expect {
      try Comparison(leaderboard, RowQuery("ridge-cca"), RowQuery("infonce"))
    } throws: { error in
      "\(error)".contains("2 rows") && "\(error)".contains("ridge-cca:k=64") && "\(error)".contains("ridge-cca:k=32")
    }
  }

  @Test("unknown names, parameters, values and filters are refused with the nearest there is")
  func refusals() throws {
    let results = try results()
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    func message(_ first: String, _ second: String, _ filter: RowFilter = RowFilter()) -> String {
      do {
        _ = try Comparison(leaderboard, RowQuery(first), RowQuery(second), filter: filter)
        return ""
      } catch { return error is InputError ? "\(error)" : "" }
    }
    #expect(message("ridge-cac", "infonce").contains("Did you mean 'ridge-cca'?"))
    #expect(message("ridge-cca:kk=64", "infonce").contains("'kk'"))
    #expect(message("ridge-cca:k=65", "infonce").contains("ridge-cca:k=32"))
    #expect(message("ridge-cca:k", "infonce").contains("k=64"))
    #expect(message("infonce", "infonce").contains("one and the same"))
    #expect(message("ridge-cca:k=64", "infonce", RowFilter(source: "x")).contains("--source"))
    #expect(message("ridge-cca:k=64", "infonce", RowFilter(classifier: "y")).contains("--classifier"))
  }

  @Test("clips are compared with their frames where a level is named, on the same samples and by one row each")
  func levels() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    let subjects = (0..<80).map { $0 / 10 }
    let level = JSONValue.object(["lags": .array([.integer(0)])])
    func frames(_ trial: inout TrialDescription) {
      trial.frames = level
      trial.encoderSource = .init(name: "frames")
    }
    let (some, most) = ((0..<80).map { $0 % 3 > 0 }, (0..<80).map { $0 % 10 > 0 })
    try results.add("ridge-cca", right: some, subjects: subjects)
    try results.add("infonce", right: some, subjects: subjects)
    try results.add("ridge-cca", right: most, subjects: subjects) { frames(&$0) }
    try results.add("clips-and-frames", right: most, subjects: subjects) {
      frames(&$0)
      $0.classifier = .init(name: "score-fusion", parameters: .object(["clips": .null, "frames": .null]))
      $0.encoderSource = .init(name: "both")
    }
    let leaderboard = try results.leaderboard()
    #expect(leaderboard.boards.count == 3)
    #expect(leaderboard.rows.map(\.trial.level.rawValue).sorted() == ["clips", "clips", "clips and frames", "frames"])
    let comparison = try Comparison(leaderboard, RowQuery("ridge-cca:level=frames"), RowQuery("ridge-cca:level=clips"))
    let verdict = try #require(comparison.verdicts.first)
    #expect(
      comparison.verdicts.count == 1 && comparison.skipped.isEmpty && verdict.place == leaderboard.boards[0].title.name)
    let expected = Double(most.count { $0 } - some.count { $0 }) / 80
    #expect(abs(verdict.comparison.difference.mean - expected) < 1e-12)
    let other = try Comparison(leaderboard, RowQuery("clips-and-frames:level=clips-and-frames"), RowQuery("infonce"))
    #expect(other.verdicts.count == 1)
    // Without a level the name means a row of each board, and the boards are looked at one by one.
    #expect(try Comparison(leaderboard, RowQuery("ridge-cca"), RowQuery("infonce")).verdicts.count == 1)
    let unknown = #expect(throws: InputError.self) {
      try Comparison(leaderboard, RowQuery("infonce:level=frame"), RowQuery("infonce"))
    }
    #expect(unknown?.found == "the level 'frame'" && unknown?.advice.contains("frames") == true)
    #expect(throws: InputError.self) {
      try Comparison(leaderboard, RowQuery("infonce:level=frames"), RowQuery("ridge-cca:level=clips"))
    }
    #expect(throws: InputError.self) {
      try Comparison(leaderboard, RowQuery("ridge-cca"), RowQuery("infonce:level=clips"))
    }
  }

  @Test("a board where trials are missing is not judged, and says so")
  func incomplete() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for split in ["1", "2"] { try results.add("infonce", split: split, right: [true, false]) }
    try results.add("none", split: "1", right: [true, false])
    try results.add("none", split: "2", right: nil, written: false)
    let comparison = try Comparison(results.leaderboard(), RowQuery("infonce"), RowQuery("none"))
    #expect(comparison.verdicts.isEmpty && !comparison.isComplete)
    #expect(comparison.skipped.map(\.reason) == ["none has 1 of 2 trials"])
  }
}

@Suite("Methods across data sets")
struct AcrossTests {
  private func results(_ dataset: String, _ right: [(String, Int)], decoding: String? = nil) throws -> HandmadeResults {
    var results = HandmadeResults()
    for (name, right) in right {
      try results.add(name, right: (0..<10).map { $0 < right }) { trial in
        trial.dataset = dataset
        trial.decoding = decoding.map { TrialDescription.Choice(name: $0) }
      }
    }
    return results
  }

  @Test("methods that every data set ranks are compared, others are listed, transductive boards are left out")
  func across() throws {
    let folders = [
      try results("one", [("a", 9), ("b", 5), ("c", 4), ("d", 10)]),
      try results("two", [("a", 8), ("b", 6), ("c", 6)]),
      try results("three", [("c", 3), ("b", 7), ("a", 7)]),
      try results("three", [("c", 10)], decoding: "csls"),
    ]
    defer { folders.forEach { $0.remove() } }
    let leaderboards = try folders.indices.map { try folders[$0].leaderboard() }
    let across = try AcrossDataSets(leaderboards)
    #expect(across.blocks == ["one", "two", "three"])
    #expect(across.methods.map(\.alignment.name) == ["a", "b", "c"])
    let ranks = across.methods.map(\.averageRank)
    #expect(inStep(ranks, [3.5 / 3, 6.0 / 3, 8.5 / 3]).allSatisfy { abs($0 - $1) < 1e-12 }, "\(ranks)")
    #expect(across.leftOut.map(\.alignment.name) == ["d"] && across.leftOut.map(\.boards) == [1])
    for format in OutputFormat.allCases { #expect(try !across.rendered(as: format).isEmpty) }
    #expect(try across.rendered(as: .table).contains("1 of 3 boards"))
    // Rivals beaten, ties half, and 1 - best error / own error: .1 .5 .6, .2 .4 .4, .3 .3 .7.
    let rates = across.methods.map(\.winRate.mean), improvability = across.methods.map(\.improvability.mean)
    #expect(inStep(rates, [2.75 / 3, 1.5 / 3, 0.25 / 3]).allSatisfy { abs($0 - $1) < 1e-12 }, "\(rates)")
    let expected = [0, (0.8 + 0.5) / 3, (1 - 0.1 / 0.6 + 0.5 + 1 - 0.3 / 0.7) / 3]
    #expect(inStep(improvability, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(improvability)")
    #expect(across.methods.allSatisfy { $0.winRate.interval == nil && $0.improvability.interval == nil })
    #expect(try across.rendered(as: .table).contains("3 data sets, and resamples of fewer than 6 are too like"))
    let heads = try #require(across.rendered(as: .csv).split(separator: "\n").first)
    #expect(heads.hasPrefix("average rank,group,alignment,parameters,classifier,p to best,1,2,3,winRate,winRateLow,"))
    #expect(throws: InputError.self) { try AcrossDataSets([leaderboards[0]]) }
  }

  @Test("boards of one data set make one block, by their mean accuracy; as blocks of their own only where asked")
  func blocks() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for (dataset, target, a, b) in [("x", "t", 9, 2), ("x", "u", 5, 6), ("y", "t", 3, 4)] {
      for (name, right) in [("a", a), ("b", b)] {
        try results.add(name, right: (0..<10).map { $0 < right }) { trial in
          trial.dataset = dataset
          trial.target = target
        }
      }
    }
    let leaderboard = try results.leaderboard()
    let sets = try AcrossDataSets([leaderboard])
    #expect(sets.blocks == ["x", "y"] && sets.methods.map(\.averageRank) == [1.5, 1.5])
    let boards = try AcrossDataSets([leaderboard], blocks: .boards)
    #expect(boards.blocks.count == 3 && boards.methods[0].alignment.name == "b")
    #expect(try boards.rendered(as: .table).contains("share persons"))
  }

  @Test("equal mean accuracies of a data set's boards tie, in whatever order they were summed")
  func rounding() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    // .1 + .2 + .3 and .3 + .2 + .1 differ in the last digit.
    for (dataset, counts) in [
      ("x", [("a", [1, 2, 3]), ("b", [3, 2, 1])]), ("y", [("a", [3, 1, 2]), ("b", [2, 3, 1])]),
    ] {
      for (place, target) in ["t", "u", "v"].enumerated() {
        for (name, right) in counts {
          try results.add(name, right: (0..<10).map { $0 < right[place] }) {
            ($0.dataset, $0.target) = (dataset, target)
          }
        }
      }
    }
    let across = try AcrossDataSets([results.leaderboard()])
    #expect(across.methods.map(\.averageRank) == [1.5, 1.5] && across.methods.map(\.winRate.mean) == [0.5, 0.5])
  }
}
