import Foundation

/// Which test samples belong together: the subject of every sample, split by split.
///
/// What varies from one study to the next are persons, so subjects are the unit of every interval
/// and test. Where splits are draws that test the same subjects again, both subjects and splits
/// vary and both are units. One subject leaves splits, and one subject in one split leaves samples.
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

  /// The samples of one subject in one split.
  struct Cell: Sendable, Equatable {
    let split: Int
    let subject: Int
    /// Places in the concatenation of all splits.
    let samples: [Int]
    /// What the cell counts in the mean over splits of the mean over samples; all cells sum to 1.
    let weight: Double
  }

  /// The unit.
  public private(set) var unit: Unit
  /// Number of different subjects.
  public let subjectCount: Int
  /// Number of splits.
  public let splitCount: Int
  /// Number of samples over all splits.
  public let sampleCount: Int
  let cells: [Cell]
  /// What each sample counts in the mean.
  let sampleWeights: [Double]

  /// The design of the subjects of every sample, by split; no split may be empty.
  public init(subjects: [[Int]]) {
    precondition(!subjects.isEmpty && subjects.allSatisfy { !$0.isEmpty }, "a split without samples")
    let distinct = Set(subjects.joined()).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
    let splits = Double(subjects.count)
    var cells: [Cell] = []
    var weights: [Double] = []
    for (split, labels) in subjects.enumerated() {
      var members = [[Int]](repeating: [], count: distinct.count)
      for (index, subject) in labels.enumerated() { members[places[subject]!].append(weights.count + index) }
      for (subject, samples) in members.enumerated() where !samples.isEmpty {
        let weight = Double(samples.count) / (Double(labels.count) * splits)
        cells.append(Cell(split: split, subject: subject, samples: samples, weight: weight))
      }
      weights += [Double](repeating: 1 / (Double(labels.count) * splits), count: labels.count)
    }
    self.cells = cells
    sampleWeights = weights
    subjectCount = distinct.count
    splitCount = subjects.count
    sampleCount = weights.count
    if distinct.count > 1 {
      unit = cells.count == distinct.count ? .subjects : .subjectsAndSplits
    } else {
      unit = subjects.count > 1 ? .splits : .samples
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
