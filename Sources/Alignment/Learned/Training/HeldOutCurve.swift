/// How well pairs that training does not see find one another, epoch by epoch, and the epoch that
/// this chooses.
///
/// The mean reciprocal rank of the partners is compared. The best of many epochs is partly the
/// luckiest; with few pairs it may be any. So the epoch chosen is the *last* one that is not worse
/// than the best by more than one standard error of their difference, pair by pair. The schedule is
/// laid out for the last epoch, and it takes evidence to stop before. The start and the epochs of
/// the warm-up are never chosen.
/// Source: the one-standard-error rule of Breiman et al., Classification and Regression Trees,
/// 1984.
public struct HeldOutCurve: Sendable, Equatable {
  /// The epochs after which the pairs were compared, ascending: 0, which is the start, then those
  /// that may be chosen.
  public private(set) var epochs = [0]
  /// The mean over the pairs of one over the partner's rank, both ways, at each of these.
  public private(set) var meanReciprocalRanks: [Double]
  /// The parts of the pairs that were held out in turn, each from a training of its own.
  public let folds: Int
  /// What was compared in all folds: pairs; of frames alone a set of these.
  public var count: Int { ranks[0].count }
  /// Reciprocal ranks at each of the epochs, pair by pair.
  private var ranks: [[Double]]
  private var best = 0
  private var chosen = 0

  /// A curve that holds the start only.
  init(start: [Double], folds: Int) {
    ranks = [start]
    meanReciprocalRanks = [Self.mean(start)]
    self.folds = folds
  }

  /// Adds the reciprocal ranks after an epoch that may be chosen.
  mutating func add(_ reciprocalRanks: [Double], after epoch: Int) {
    let place = epochs.count
    epochs.append(epoch)
    ranks.append(reciprocalRanks)
    meanReciprocalRanks.append(Self.mean(reciprocalRanks))
    if place == 1 || meanReciprocalRanks[place] > meanReciprocalRanks[best] { best = place }
    // The best may have moved: what was near the old one need not be near it.
    chosen = (best...place).last { !isWorse($0, than: best, byErrors: 1) } ?? best
  }

  /// The epoch chosen; 0 as long as none may be.
  public var epoch: Int { epochs[chosen] }

  /// The mean reciprocal rank at the epoch chosen.
  public var reached: Double { meanReciprocalRanks[chosen] }

  /// Whether the epoch chosen is better than the start by more than two standard errors of the
  /// difference. Where it is not, the pairs held out do not show that training helped.
  public var isBetterThanStart: Bool { isWorse(0, than: chosen, byErrors: 2) }

  private func isWorse(_ place: Int, than other: Int, byErrors count: Double) -> Bool {
    let differences = zip(ranks[other], ranks[place]).map { $0 - $1 }
    let (n, mean) = (Double(differences.count), Self.mean(differences))
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return mean > count * (squares / max(n - 1, 1) / n).squareRoot()
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(values.count, 1))
  }
}
