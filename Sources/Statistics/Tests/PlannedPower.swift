/// How much a difference between two rows varies, as standard deviations in its unit.
public struct DifferenceSpread: Sendable, Equatable {
  /// From person to person, over all test samples of each.
  public let persons: Double
  /// From one draw of the split to the next, over all persons.
  public let draws: Double
  /// From one repetition with other seeds to the next, over all persons.
  public let repetitions: Double

  public init(persons: Double, draws: Double, repetitions: Double) {
    (self.persons, self.draws, self.repetitions) = (persons, draws, repetitions)
  }
}

/// What a study of so many persons, draws and repetitions could see of a difference, before it is
/// run.
///
/// Its variance is that of the persons' mean, and those of the means over draws and repetitions
/// where these vary beside persons; its degrees of freedom are Satterthwaite's. It is what
/// `TestDesign.estimate` has to expect.
public struct PlannedPower: Sendable, Equatable {
  /// So many persons are tried at most where it is asked how many a difference needs.
  public static let mostPersons = 100_000

  /// Persons of the test; splits where there is one person.
  public var persons: Int
  /// Draws that vary beside persons; 1 where they count as given.
  public let draws: Int
  public let repetitions: Int
  public let spread: DifferenceSpread

  public init(persons: Int, draws: Int = 1, repetitions: Int = 1, spread: DifferenceSpread) {
    (self.persons, self.draws, self.repetitions, self.spread) = (persons, draws, repetitions, spread)
  }

  /// The study of a design; nil of one person in one split, whose samples are the unit.
  /// - Parameters:
  ///   - design: the persons, splits and repetitions.
  ///   - comparisons: how many comparisons are corrected over, which decides whether draws can
  ///     speak for others.
  ///   - spread: how differences vary.
  public init?(_ design: TestDesign, comparisons: Int, spread: DifferenceSpread) {
    guard design.unit != .samples else { return nil }
    let givesSplits = design.hasTooFewSplits(forComparisons: comparisons)
    self.init(
      persons: design.unitCount, draws: design.unit == .subjectsAndSplits && !givesSplits ? design.splitCount : 1,
      repetitions: design.repetitionCount, spread: spread)
  }

  /// The standard error of a difference, with its degrees of freedom.
  var estimate: Estimate {
    let varying: [(spread: Double, count: Int)] = [
      (spread.persons, persons), (spread.draws, draws), (spread.repetitions, repetitions),
    ]
    let parts: [(variance: Double, freedom: Double)] = varying.filter { $0.count > 1 }.map { part in
      (part.spread * part.spread / Double(part.count), Double(part.count - 1))
    }
    let variance = parts.reduce(0.0) { $0 + $1.variance }
    let squares = parts.reduce(0.0) { $0 + $1.variance * $1.variance / $1.freedom }
    let least = parts.map { $0.freedom }.min() ?? 0
    let freedom = squares > 0 ? max(variance * variance / squares, least) : least
    return Estimate(mean: 0, standardError: variance.squareRoot(), degreesOfFreedom: persons > 1 ? freedom : 0)
  }

  /// The smallest true difference that is found in 80 % of such studies; nil of one person.
  /// - Parameter comparisons: over how many the 5 % are divided, as Holm's first step does.
  public func detectableDifference(comparisons: Int = 1) -> Double? {
    estimate.detectableDifference(alpha: 0.05 / Double(max(1, comparisons)))
  }

  /// The least number of persons whose study finds such a difference in 80 %, with these draws and
  /// repetitions; nil where `mostPersons` do not. Cost: some thirty times that of
  /// `detectableDifference`.
  public func persons(toSee difference: Double, comparisons: Int = 1) -> Int? {
    func sees(_ persons: Int) -> Bool {
      var study = self
      study.persons = persons
      return study.detectableDifference(comparisons: comparisons).map { $0 <= difference } ?? false
    }
    guard difference > 0, sees(Self.mostPersons) else { return nil }
    var (low, high) = (1, 2)
    while !sees(high) { (low, high) = (high, min(2 * high, Self.mostPersons)) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if sees(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
