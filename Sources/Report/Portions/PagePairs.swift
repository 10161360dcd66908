import Leaderboards
import Parallelism

/// What the tests say of pairs of ranked rows of one board.
struct PagePairs: Encodable, Sendable {
  /// Two rows: the one that stands above first.
  struct Test: Encodable, Sendable {
    let first: Int
    let second: Int
    let template: Int
    let numbers: [String]
    /// The difference in accuracy, its interval, its p, and that of the board.
    let values: [Double?]

    /// One list, since there are many.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      try container.encode(first)
      try container.encode(second)
      try container.encode(template)
      try container.encode(numbers)
      for value in values { try container.encode(value) }
    }
  }

  /// How the sentences call the board.
  let place: String
  let templates: [String]
  let tests: [Test]

  /// What stands in a template for the board and the two rows.
  static let words = (place: "{place}", first: "{first}", second: "{second}")

  /// Compares the rows at these places.
  /// - Parameters:
  ///   - pairs: Places on the board, the row above first.
  ///   - ids: Of the board's rows, by place.
  init(_ board: Board, place: String, _ pairs: [(Int, Int)], ids: [Int]) throws {
    let verdicts = try concurrentMap(pairs.count) { index in
      board.verdict(first: pairs[index].0, second: pairs[index].1, place: Self.words.place)
    }
    let known = zip(pairs, verdicts).compactMap { pair, verdict in verdict.map { (pair: pair, verdict: $0) } }
    let words = Self.words
    let sentences = SentenceTemplates(
      known.map { "\($0.verdict.sentence(first: words.first, second: words.second, boards: 1))" })
    self.place = place
    templates = sentences.templates
    tests = zip(known, sentences.sentences).map { known, sentence in
      let (pair, verdict) = known
      let interval = verdict.comparison.interval
      let values = [
        verdict.comparison.difference.mean, interval?.low, interval?.high, verdict.pValue,
        verdict.onBoard?.holmPValue,
      ]
      return Test(
        first: ids[pair.0], second: ids[pair.1], template: sentence.template, numbers: sentence.numbers,
        values: values.map { $0?.shortened(to: 4) })
    }
  }
}
