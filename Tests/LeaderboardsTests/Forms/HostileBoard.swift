@testable import Leaderboards
@testable import Records

/// A board with every kind of row, and with names that somebody may give.
enum HostileBoard {
  private static let name = "a|b <script>x</script> \"q\", 'r' \\e{} 100% $m_n & #1\n👍🏽 日本"
  private static let long = String(repeating: "abcdefghij", count: 20)

  /// Which of forty samples are right: all but each `period`-th, counted from `start`.
  private static func right(wrong period: Int, from start: Int = 0) -> [Bool] {
    (0..<40).map { ($0 + start) % period != 0 }
  }

  static func results() throws -> HandmadeResults {
    var results = HandmadeResults()
    let subjects = (0..<40).map { $0 % 4 + 1 }
    func named(_ trial: inout TrialDescription) {
      (trial.dataset, trial.source) = ("d_1 & <b>", "wrist | \"left\"")
      trial.encoderTarget = .init(name: "enc_\(long)")
    }
    func add(_ alignment: String, _ parameters: [String: JSONValue] = [:], _ right: [Bool], cmae: Double? = nil) throws
    {
      try results.add(
        // The key of a record is a name of a file.
        "m", right: right, subjects: subjects,
        scores: ["macroF1": 0.5, "sourceAccuracy": 0.9, "cmae": cmae, "cmaeNormalised": cmae.map { $0 / 1e15 }]
      ) {
        named(&$0)
        $0.alignment = .init(name: alignment, parameters: .object(parameters))
      }
    }
    try add("target-supervised", [:], right(wrong: 20))
    try add("perfect", ["k": .integer(2), "scaling": .string("raw")], right(wrong: 10), cmae: 3)
    try add("perfect", ["k": .integer(4), "scaling": .string("raw")], right(wrong: 9), cmae: 4.25)
    try results.tieLast(.init(tied: 5, kept: 2, rule: "variation"))
    try add(name, [name: .string(name), "k": .integer(3)], right(wrong: 7))
    try add(long, ["k": .integer(1)], right(wrong: 6, from: 1))
    try add(
      "ridge-cca", ["select": .object(["k": .array([.integer(1), .integer(2)]), "by": .string("oracle")])],
      right(wrong: 6))
    try results.add("chance", right: nil, accuracy: 0.5, changing: named)
    try add("none", [:], right(wrong: 1))
    try results.add("cca", right: nil, error: "it broke", changing: named)
    return results
  }
}
