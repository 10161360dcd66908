import Foundation

/// Which test samples belong together: the subject of every sample, split by split.
///
/// What varies from one study to the next are persons, so subjects are the unit of every interval
/// and test. Where splits are draws that test the same subjects again, both subjects and splits
/// vary and both are units. One subject leaves splits, and one subject in one split leaves samples.
/// Splits that follow one another and share no subject are folds of one draw: they count as one.
///
/// Where the same samples are scored in several repetitions, which differ in their draws, these
/// vary beside the unit. A value then stands for each sample and repetition, one repetition
/// after the other.
public struct TestDesign: Sendable, Equatable {
  /// What is drawn when a study is repeated.
  public enum Unit: String, Sendable, Codable {
    /// Subjects, each tested in one split.
    case subjects
    /// Subjects that several splits test, and these splits.
    case subjectsAndSplits = "subjects and splits"
    /// Splits of a single subject.
    case splits
    /// Samples of a single subject in a single split.
    case samples
  }

  /// The samples of one subject in one split and repetition.
  struct Cell: Sendable, Equatable {
    let split: Int
    let subject: Int
    let repetition: Int
    /// Places in the concatenation of all splits.
    let samples: [Int]
    /// What the cell counts in the mean over splits of the mean over samples; all cells sum to 1.
    let weight: Double
  }

  /// The unit.
  public private(set) var unit: Unit
  /// Number of different subjects.
  public let subjectCount: Int
  /// The different subjects, in rising order.
  let subjects: [Int]
  /// Number of splits; folds of one draw are one.
  public let splitCount: Int
  /// How often the same samples are scored.
  public let repetitionCount: Int
  /// Number of samples over all splits.
  public let sampleCount: Int
  let cells: [Cell]
  /// What each sample counts in the mean of one repetition.
  let sampleWeights: [Double]

  /// Number of values: one for each sample and repetition.
  public var valueCount: Int { sampleCount * repetitionCount }

  /// The design of the subjects of every sample, by split; no split may be empty.
  public init(subjects: [[Int]], repetitions: Int = 1) {
    precondition(repetitions > 0, "no repetition")
    precondition(!subjects.isEmpty && subjects.allSatisfy { !$0.isEmpty }, "a split without samples")
    let distinct = Set(subjects.joined()).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
    let splits = Double(subjects.count)
    let draws = Self.draws(subjects)
    var cells: [Cell] = []
    var weights: [Double] = []
    for (split, labels) in subjects.enumerated() {
      var members = [[Int]](repeating: [], count: distinct.count)
      for (index, subject) in labels.enumerated() { members[places[subject]!].append(weights.count + index) }
      for (subject, samples) in members.enumerated() where !samples.isEmpty {
        let weight = Double(samples.count) / (Double(labels.count) * splits)
        cells.append(
          Cell(split: draws[split], subject: subject, repetition: 0, samples: samples, weight: weight))
      }
      weights += [Double](repeating: 1 / (Double(labels.count) * splits), count: labels.count)
    }
    let once = cells
    self.cells = (0..<repetitions).flatMap { repetition in
      once.map { cell in
        Cell(
          split: cell.split, subject: cell.subject, repetition: repetition,
          samples: cell.samples.map { $0 + repetition * weights.count }, weight: cell.weight / Double(repetitions))
      }
    }
    repetitionCount = repetitions
    sampleWeights = weights
    (subjectCount, self.subjects) = (distinct.count, distinct)
    splitCount = (draws.last ?? 0) + 1
    sampleCount = weights.count
    if distinct.count > 1 {
      unit = cells.count == distinct.count ? .subjects : .subjectsAndSplits
    } else {
      unit = subjects.count > 1 ? .splits : .samples
    }
  }

  /// The draw of each split: a split begins a new one where it tests a subject again.
  private static func draws(_ subjects: [[Int]]) -> [Int] {
    var (draw, seen) = (0, Set<Int>())
    return subjects.map { own in
      if !seen.isDisjoint(with: own) { (draw, seen) = (draw + 1, []) }
      seen.formUnion(own)
      return draw
    }
  }

  /// The same samples where only subjects vary and the splits are what they are: the splits' own
  /// differences then count as given.
  ///
  /// A design that does not count splits beside subjects stays as it is.
  var withSplitsAsGiven: TestDesign {
    var design = self
    if unit == .subjectsAndSplits { design.unit = .subjects }
    return design
  }

  /// Whether splits that test the same subjects are too few to speak for others: their exact test
  /// cannot reach 5 % after correction over so many comparisons.
  public func hasTooFewSplits(forComparisons count: Int) -> Bool {
    unit == .subjectsAndSplits && SignFlipTest.leastPValue(units: splitCount) * Double(max(count, 1)) > 0.05
  }

  /// Number of units: of subjects where they are one.
  public var unitCount: Int {
    switch unit {
    case .subjects, .subjectsAndSplits: subjectCount
    case .splits: splitCount
    case .samples: sampleCount
    }
  }

  /// The mean of the values in each cell.
  func cellMeans(_ values: [Double]) -> [Double] {
    cells.map { cell in cell.samples.reduce(0) { $0 + values[$1] } / Double(cell.samples.count) }
  }
}
