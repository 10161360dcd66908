import Alignment
import Diagnostics
import Records

/// What the candidates of a choice reached on inner folds, and the best of them.
struct FoldScores {
  private struct Judged {
    var sum = 0.0
    var folds = 0
    /// Why it is out.
    var error: (any Error)?

    var mean: Double { sum / Double(folds) }
  }

  private let choice: AlignmentChoice
  private var candidates: [Judged]
  /// The number of folds; 0 where what judged was no fold.
  private var folds = 0

  init(of choice: AlignmentChoice) {
    self.choice = choice
    candidates = choice.candidates.map { _ in Judged() }
  }

  /// Scores every candidate on every fold; one that fails on a fold is out.
  mutating func judgeAll(folds: Int, _ score: (_ candidate: Int, _ fold: Int) throws -> Double) {
    self.folds = folds
    for place in candidates.indices {
      for fold in 0..<folds where candidates[place].error == nil { judge(place) { try score(place, fold) } }
    }
  }

  /// Scores candidates fold by fold. After each the worse half of them is left out, by the mean
  /// over the folds so far; of equals the later ones. The last two are judged on all folds.
  ///
  /// So six candidates are fitted 15 times on five folds and not 30 times, twenty 40 times and not
  /// 100 times. The first folds decide more: what is best on all of them may be left out.
  /// Source: successive halving, Jamieson and Talwalkar, AISTATS 2016.
  mutating func judgeInHalves(folds: Int, _ score: (_ candidate: Int, _ fold: Int) throws -> Double) {
    self.folds = folds
    var left = Array(candidates.indices)
    for fold in 0..<folds {
      for place in left { judge(place) { try score(place, fold) } }
      let sound = left.filter { candidates[$0].error == nil }
      let order = sound.sorted { (-candidates[$0].mean, $0) < (-candidates[$1].mean, $1) }
      left = order.prefix(max(2, (order.count + 1) / 2)).sorted()
    }
  }

  /// Scores every candidate once, by something else than folds.
  mutating func judgeOnce(_ score: (_ candidate: Int) throws -> Double) {
    for place in candidates.indices { judge(place) { try score(place) } }
  }

  private mutating func judge(_ place: Int, _ score: () throws -> Double) {
    do {
      let score = try score()
      guard score.isFinite else {
        throw InputError(
          "\(choice.name): select", found: "a score of \(score)", expected: "a finite score",
          advice: "Take the candidate out of the lists under 'select'.")
      }
      candidates[place].sum += score
      candidates[place].folds += 1
    } catch {
      // Any error counts, a factorisation that does not converge too: the others are not concerned.
      candidates[place].error = error
    }
  }

  /// The candidate with the highest mean among those that were judged on most folds, the first of
  /// equals, with the report of all.
  /// - Throws: `InputError` where no candidate has a score.
  func selected(by criterion: SelectionCriterion) throws -> SelectedAlignment {
    let sound = candidates.indices.filter { candidates[$0].error == nil && candidates[$0].folds > 0 }
    let report = try candidates.indices.map { place in
      let judged = candidates[place]
      var candidate = TrialRecord.Selection.Candidate(parameters: try JSONValue(encoding: choice.candidates[place]))
      guard judged.error == nil else {
        candidate.error = judged.error.map { "\($0)" }
        return candidate
      }
      candidate.score = judged.mean
      if folds > 0, judged.folds < folds { candidate.folds = judged.folds }
      return candidate
    }
    let most = sound.reduce(0) { max($0, candidates[$1].folds) }
    let finalists = sound.filter { candidates[$0].folds == most }
    guard let first = finalists.first else {
      throw InputError(
        "\(choice.name): select", found: "no candidate that could be fitted; the first: \(report[0].error ?? "")",
        expected: "at least one", advice: "Widen the lists under 'select'.")
    }
    let best = finalists.reduce(first) { candidates[$1].mean > candidates[$0].mean ? $1 : $0 }
    return SelectedAlignment(
      method: choice.candidates[best],
      report: TrialRecord.Selection(
        criterion: criterion.rawValue, folds: folds, candidates: report, chosen: report[best].parameters))
  }
}
