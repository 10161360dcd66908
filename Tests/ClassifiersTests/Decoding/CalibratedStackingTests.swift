import Classifiers
import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

@Suite("Calibrated stacking")
struct CalibratedStackingTests {
  let classes = [3, 5, 8, 9]
  var given: ScoresAsGiven { ScoresAsGiven(classes: classes) }
  let samples = randomMatrix(4, 30, seed: 1)

  func batch(_ samples: Matrix<Double>, paired: [Int]? = [3, 8]) -> TestBatch {
    TestBatch(
      samples: samples, groups: (0..<samples.columns).map { $0 % 2 }, reference: Matrix(4, 1), pairedClasses: paired)
  }

  func predict(_ samples: Matrix<Double>, _ penalty: Double, paired: [Int]? = [3, 8]) throws -> [Int?] {
    try CalibratedStacking { $0.penalty = .fixed(penalty) }.predict(
      batch(samples, paired: paired), by: given, among: classes)
  }

  @Test(
    "without a penalty the best score decides, with a large one the best unpaired class, or paired where it is negative"
  )
  func extremes() throws {
    #expect(try predict(samples, 0) == given.predict(samples, among: classes))
    #expect(try predict(samples, 100) == given.predict(samples, among: [5, 9]))
    #expect(try predict(samples, -100) == given.predict(samples, among: [3, 8]))
  }

  @Test("where all classes are of one kind, or nothing is known of pairs, any penalty leaves the best score")
  func oneKind() throws {
    let usual = try given.predict(samples, among: classes)
    for paired in [nil, [], classes] as [[Int]?] {
      #expect(try predict(samples, 7, paired: paired) == usual)
      let open = try CalibratedStacking().predict(batch(samples, paired: paired), by: given, among: classes)
      #expect(open == usual)
    }
  }

  @Test("a penalty is in units of the sample's own scores: offsets and scales of single samples change nothing")
  func scale() throws {
    let moved = Matrix(
      columns: (0..<30).map { j in samples.column(j).map { pow(10, Double(j % 9 - 4)) * ($0 + Double(j)) } })
    let method = try CalibratedStacking { $0.penalty = .fixed(0.3) }
    let plain = try method.scores(of: batch(samples), by: given, among: classes).scores
    let other = try method.scores(of: batch(moved), by: given, among: classes).scores
    #expect(largestDifference(plain, other) < 1e-8)
    for j in 0..<30 {
      let own = plain.column(j).enumerated().map { $1 + ([0, 2].contains($0) ? 0.3 : 0) }
      #expect(abs(own.reduce(0, +)) < 1e-12 && abs(own.reduce(0) { $0 + $1 * $1 } / 4 - 1) < 1e-12)
    }
    let equal = try method.scores(of: batch(Matrix(columns: [[2, 2, 2, 2]])), by: given, among: classes).scores
    #expect(equal.column(0) == [-0.3, 0, -0.3, 0])
  }

  @Test("what is said of a sample depends on no other")
  func inductive() throws {
    #expect(!CalibratedStacking.isTransductive)
    let method = try CalibratedStacking { $0.penalty = .fixed(0.3) }
    let whole = try method.scores(of: batch(samples), by: given, among: classes).scores
    for j in 0..<30 {
      let alone = try method.scores(of: batch(samples.selectingColumns([j])), by: given, among: classes).scores
      #expect(alone.column(0) == whole.column(j))
    }
  }

  @Test("a penalty is a number or 'chosen', which is refused where it was not chosen")
  func coding() throws {
    func read(_ text: String) throws -> CalibratedStacking {
      try JSONDecoder().decode(CalibratedStacking.self, from: Data(text.utf8))
    }
    #expect(try read("{}").penalty == .chosen && read(#"{"penalty": "chosen"}"#).penalty == .chosen)
    #expect(try read(#"{"penalty": -0.25}"#).penalty == .fixed(-0.25) && read(#"{"penalty": 1}"#).penalty == .fixed(1))
    for text in [#"{"penalty": "best"}"#, #"{"penalty": [1]}"#] {
      #expect(throws: InputError.self) { try read(text) }
    }
    #expect(throws: InputError.self) { try CalibratedStacking { $0.penalty = .fixed(.nan) } }
    let error = #expect(throws: InputError.self) {
      try CalibratedStacking().predict(batch(samples), by: given, among: classes)
    }
    #expect(error?.place == "calibrated-stacking: penalty" && error?.found.contains("chosen") == true)
  }
}

@Suite("Choice of a penalty")
struct PenaltyChoiceTests {
  let classes = [0, 1, 2, 3, 4, 5]
  let paired = [0, 2, 4, 5]

  /// Scores in which paired classes are preferred by `bias`, with the truth.
  func rows(_ seed: UInt64, bias: Double, count: Int = 40) -> (scores: Matrix<Double>, truth: [Int?]) {
    let truth = (0..<count).map { ($0 * 5 + Int(seed)) % 6 }
    var scores = randomMatrix(6, count, seed: seed)
    for j in truth.indices {
      scores[truth[j], j] += 1.5
      for label in paired { scores[label, j] += bias }
    }
    return (scores, truth.enumerated().map { $0.offset == 3 ? nil : $0.element })
  }

  func folds(bias: Double) throws -> [(scores: Matrix<Double>, truth: [Int?], fold: PenaltyChoice.Fold)] {
    try (1...3).map { seed in
      let (scores, truth) = rows(UInt64(seed), bias: bias)
      return (scores, truth, try #require(PenaltyChoice.Fold(scores, classes: classes, paired: paired, truth: truth)))
    }
  }

  /// The objective as it is defined, from predictions.
  func harmonicMean(_ scores: Matrix<Double>, _ truth: [Int?], _ penalty: Double) -> Double {
    var (right, counts) = ([Int](repeating: 0, count: 6), [Int](repeating: 0, count: 6))
    for j in truth.indices {
      guard let label = truth[j] else { continue }
      let moved = classes.map { scores[$0, j] - (paired.contains($0) ? penalty : 0) }
      counts[label] += 1
      if moved.firstIndex(of: moved.max() ?? 0) == label { right[label] += 1 }
    }
    func mean(_ kind: [Int]) -> Double {
      kind.reduce(0) { $0 + Double(right[$1]) / Double(counts[$1]) } / Double(kind.count)
    }
    let (s, u) = (mean(paired), mean([1, 3]))
    return s + u > 0 ? 2 * s * u / (s + u) : 0
  }

  @Test("a row whose margin is the penalty itself counts for its unseen class")
  func tie() throws {
    let scores = Matrix<Double>(rows: [[1, 1], [1, 1]])
    let fold = try #require(PenaltyChoice.Fold(scores, classes: [0, 1], paired: [0], truth: [0, 1]))
    let choice = try #require(PenaltyChoice([fold]))
    #expect(choice.withoutPenalty.seen == 0 && choice.withoutPenalty.unseen == 1)
    #expect(choice.penalty == 0 && choice.reached == choice.withoutPenalty)
  }

  @Test(
    "no penalty of a fine grid is better than the one chosen, whose value is the objective's",
    arguments: [-1.0, 0, 2, 9])
  func optimal(bias: Double) throws {
    let folds = try folds(bias: bias)
    let choice = try #require(PenaltyChoice(folds.map(\.fold)))
    func objective(_ penalty: Double) -> Double {
      folds.reduce(0) { $0 + harmonicMean($1.scores, $1.truth, penalty) } / 3
    }
    #expect(abs(choice.reached.harmonicMean - objective(choice.penalty)) < 1e-12)
    #expect(abs(choice.withoutPenalty.harmonicMean - objective(0)) < 1e-12)
    for step in -600...1400 {
      #expect(objective(Double(step) / 100) <= choice.reached.harmonicMean + 1e-12)
    }
    #expect(abs(choice.penalty - bias) < 1.5)
    #expect(choice.reached.harmonicMean >= choice.withoutPenalty.harmonicMean)
  }

  @Test("a bias that is added to the scores of paired classes is added to the penalty, and nothing else changes")
  func shift() throws {
    let plain = try #require(PenaltyChoice(folds(bias: 3).map(\.fold)))
    let moved = try #require(PenaltyChoice(folds(bias: 5).map(\.fold)))
    #expect(plain.reached == moved.reached && plain.penalty > 0)
    // Of several intervals that are as good the one nearest to 0 is the same, as all lie on one
    // side.
    #expect(abs(moved.penalty - plain.penalty - 2) < 1e-9)
  }

  @Test("the order of rows and of folds does not matter")
  func order() throws {
    let all = try folds(bias: 1)
    let choice = try #require(PenaltyChoice(all.map(\.fold)))
    let order = Array((0..<40).reversed())
    let turned = try all.reversed().map { fold in
      try #require(
        PenaltyChoice.Fold(
          fold.scores.selectingColumns(order), classes: classes, paired: paired.reversed(),
          truth: order.map { fold.truth[$0] }))
    }
    #expect(PenaltyChoice(turned)?.penalty == choice.penalty)
  }

  @Test("where nothing can be gained nothing is taken off")
  func nothing() throws {
    // Every row is right as it is.
    let right = Matrix(columns: classes.map { label in classes.map { $0 == label ? 1.0 : 0 } })
    let perfect = try #require(PenaltyChoice.Fold(right, classes: classes, paired: paired, truth: classes))
    let choice = try #require(PenaltyChoice([perfect]))
    #expect(choice.penalty == 0 && choice.reached == choice.withoutPenalty && choice.reached.harmonicMean == 1)
    // No penalty makes any row right.
    let wrong = try #require(
      PenaltyChoice.Fold(right, classes: classes, paired: paired, truth: [2, 3, 4, 1, 5, 0]))
    let hopeless = try #require(PenaltyChoice([wrong]))
    #expect(hopeless.penalty == 0 && hopeless.reached.harmonicMean == 0)
  }

  @Test("rows of one kind, or scores of one kind of classes, make no fold, and without a fold there is no choice")
  func undefined() {
    let (scores, _) = rows(1, bias: 0, count: 6)
    #expect(PenaltyChoice.Fold(scores, classes: classes, paired: paired, truth: [0, 2, 4, 5, nil, 0]) == nil)
    #expect(PenaltyChoice.Fold(scores, classes: classes, paired: classes, truth: [0, 1, 2, 3, 4, 5]) == nil)
    #expect(
      PenaltyChoice.Fold(scores.selectingRows([0, 2]), classes: [0, 2], paired: paired, truth: [0, 1, 2, 3, 4, 5])
        == nil)
    #expect(PenaltyChoice([]) == nil)
  }
}
