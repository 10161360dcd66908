import LinearAlgebra

/// The penalty of `calibrated-stacking` that is best on rows whose classes are known or guessed.
///
/// Objective: the mean over the folds of 2 s u / (s + u), with s and u the mean recall over the
/// seen and over the unseen classes that occur in the fold's rows; 0 where both are 0. As a
/// function of the penalty it is piecewise constant and jumps where the penalty passes a row's
/// margin, the best score of a seen class less the best of an unseen one, so that one sweep over
/// the sorted margins finds the exact maximum. Of the penalties that reach it the one nearest to 0
/// is taken, which is 0 itself or the middle between two margins. Cost: O(n log n + n C) for n rows
/// and C classes a fold.
public struct PenaltyChoice: Sendable, Equatable {
  public let penalty: Double
  /// What it reaches, mean over the folds.
  public let reached: Accuracies
  /// What no penalty at all reaches.
  public let withoutPenalty: Accuracies

  /// Accuracies on both kinds of classes, each a mean over folds.
  public struct Accuracies: Sendable, Equatable {
    /// Mean recall over seen classes.
    public var seen: Double
    /// Mean recall over unseen classes.
    public var unseen: Double
    /// The mean of the folds' harmonic means, which is not the harmonic mean of the two others.
    public var harmonicMean: Double
  }

  /// The rows of one fold as the choice sees them.
  public struct Fold: Sendable {
    /// Rows by true class, in the order of `classes`.
    fileprivate let counts: [Int]
    /// Whether each class was paired.
    fileprivate let seen: [Bool]
    /// The rows that some penalty gets right: right where it is below the margin (seen), or above
    /// (unseen).
    fileprivate let rows: [(place: Int, margin: Double)]

    /// Reads the margins off scores; nil where the rows are not of both kinds, or the classifier
    /// knows classes of one kind alone.
    /// - Parameters:
    ///   - scores: `CalibratedStacking`'s own with no penalty, classes x rows.
    ///   - classes: the class of each row of `scores`.
    ///   - paired: the classes that are seen.
    ///   - truth: the class of each column; of nil nothing is known, and the column is not counted.
    public init?(_ scores: Matrix<Double>, classes: [Int], paired: [Int], truth: [Int?]) {
      precondition(scores.rows == classes.count && scores.columns == truth.count)
      let occurring = Set(truth.compactMap(\.self)).sorted()
      let isPaired = Set(paired)
      seen = occurring.map(isPaired.contains)
      counts = occurring.map { label in truth.count { $0 == label } }
      let kinds = [true, false].map { kind in classes.indices.filter { isPaired.contains(classes[$0]) == kind } }
      guard Set(seen).count > 1, kinds.allSatisfy({ !$0.isEmpty }) else { return nil }
      rows = truth.indices.compactMap { column in
        guard let place = truth[column].flatMap(occurring.firstIndex) else { return nil }
        let best = kinds.map { rows in
          rows.dropFirst().reduce(rows[0]) { scores[$1, column] > scores[$0, column] ? $1 : $0 }
        }
        guard best.contains(where: { classes[$0] == occurring[place] }) else { return nil }
        return (place, scores[best[0], column] - scores[best[1], column])
      }
    }

    /// What is reached where `right` rows of each class are right.
    fileprivate func accuracies(_ right: [Int]) -> Accuracies {
      func mean(_ kind: Bool) -> Double {
        let places = seen.indices.filter { seen[$0] == kind }
        return places.reduce(0) { $0 + Double(right[$1]) / Double(counts[$1]) } / Double(places.count)
      }
      let (s, u) = (mean(true), mean(false))
      return Accuracies(seen: s, unseen: u, harmonicMean: s + u > 0 ? 2 * s * u / (s + u) : 0)
    }

    /// How many rows of each class are right at a penalty that is no margin.
    fileprivate func right(at penalty: Double) -> [Int] {
      var right = [Int](repeating: 0, count: seen.count)
      for row in rows where (row.margin > penalty) == seen[row.place] { right[row.place] += 1 }
      return right
    }
  }

  /// The best penalty; nil without a fold.
  public init?(_ folds: [Fold]) {
    guard !folds.isEmpty else { return nil }
    func mean(_ parts: [Accuracies]) -> Accuracies {
      func mean(_ value: (Accuracies) -> Double) -> Double { parts.reduce(0) { $0 + value($1) } / Double(parts.count) }
      return Accuracies(seen: mean(\.seen), unseen: mean(\.unseen), harmonicMean: mean(\.harmonicMean))
    }
    let events = folds.indices.flatMap { fold in
      folds[fold].rows.map { (fold: fold, place: $0.place, margin: $0.margin) }
    }.sorted { $0.margin < $1.margin }
    withoutPenalty = mean(folds.map { $0.accuracies($0.right(at: 0)) })
    // Below all margins every row is named as a seen class.
    var right = folds.map { $0.right(at: -.infinity) }
    var parts = zip(folds, right).map { $0.accuracies($1) }
    var best: (penalty: Double, reached: Accuracies)?
    var passed = 0
    func consider(between low: Double, and high: Double) {
      let reached = mean(parts)
      let penalty = Self.nearestToZero(between: low, and: high)
      guard let found = best else { return best = (penalty, reached) }
      let (new, old) = (reached.harmonicMean, found.reached.harmonicMean)
      if new > old || (new == old && abs(penalty) < abs(found.penalty)) { best = (penalty, reached) }
    }
    while passed < events.count {
      let margin = events[passed].margin
      consider(between: passed == 0 ? -.infinity : events[passed - 1].margin, and: margin)
      var changed: Set<Int> = []
      while passed < events.count, events[passed].margin == margin {
        let (fold, place) = (events[passed].fold, events[passed].place)
        right[fold][place] += folds[fold].seen[place] ? -1 : 1
        changed.insert(fold)
        passed += 1
      }
      for fold in changed.sorted() { parts[fold] = folds[fold].accuracies(right[fold]) }
    }
    consider(between: events.last?.margin ?? -.infinity, and: .infinity)
    guard let best else { return nil }
    // Where nothing helps, nothing is taken off.
    let helps = best.reached.harmonicMean > withoutPenalty.harmonicMean
    penalty = helps ? best.penalty : 0
    reached = helps ? best.reached : withoutPenalty
  }

  /// 0 where it lies between the two, otherwise their middle; a step of 1 beyond a margin that has
  /// no neighbour.
  private static func nearestToZero(between low: Double, and high: Double) -> Double {
    if low < 0, 0 < high { return 0 }
    if low == -.infinity { return high - 1 }
    return high == .infinity ? low + 1 : low + (high - low) / 2
  }
}
