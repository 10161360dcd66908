import Diagnostics
import Records
import Statistics

/// What the boards of a plan could see, before anything is run: the smallest differences, and the
/// persons that a difference needs.
public struct PlannedDecisions: Sendable {
  /// The differences of accuracy for which persons are counted.
  public static let differences = [0.02, 0.05, 0.1]
  /// The spread of persons' differences where none is given. `defaultSpreadSource` says where it is
  /// from.
  public static let defaultSpread = 0.05
  /// Spreads from draw to draw and from repetition to repetition, as shares of that of persons.
  private static let shares = (draws: 0.6, repetitions: 0.14)
  /// What was measured: for every two ranked rows of a board less than 10 points apart, the
  /// standard deviation of the persons' differences; the medians over the pairs of a benchmark.
  static let defaultSpreadSource =
    "medians of measured boards, two methods within 10 points: 2.4 to 3.2 points on UTD-MHAD (4 and 8 persons), 3.4 on "
    + "MARS (4), 5.5 on SPAR (10), 5.1 to 7.9 on MEx (15 and 30); from draw to draw 2.5 to 5.2 points, from repetition "
    + "to repetition 0.7"

  /// Boards of one protocol that are alike in all that matters here.
  public struct Study: Sendable {
    public let `protocol`: TrialDescription.Choice
    /// How many boards there are.
    public fileprivate(set) var boards: Int
    /// Different persons of the test.
    public let persons: Int
    /// Draws that test the same persons again, or splits of one person.
    public let draws: Int
    /// Whether the draws are too few to speak for others: then they do not vary here.
    public let drawsAsGiven: Bool
    public let repetitions: Int
    /// Rows that may rank.
    public let rows: Int
    public let power: PlannedPower

    public var pairs: Int { PairedComparison.pairCount(rows) }
    /// The smallest difference that one comparison of two rows finds in 80 %; nil of one person and
    /// split.
    public var detectable: Double? { power.detectableDifference() }
    /// The same after Holm over all pairs of the board.
    public var detectableOverAllPairs: Double? { pairs > 0 ? power.detectableDifference(comparisons: pairs) : nil }

    /// How many persons (splits, of one person) one comparison needs for a difference; nil where no
    /// number of them is enough with these draws and repetitions.
    public func persons(toSee difference: Double) -> Int? { power.persons(toSee: difference) }
  }

  public let spread: DifferenceSpread
  /// Whether the spread is that which was measured elsewhere.
  public let isDefaultSpread: Bool
  /// In the order of the plan, equal ones once.
  public private(set) var studies: [Study] = []
  /// Boards of one person in one split, whose samples are the unit: no spread of persons says
  /// anything of them.
  public private(set) var boardsOfSamples = 0

  /// Looks at every trial of a plan.
  /// - Parameters:
  ///   - tests: the trials with the person of each test row.
  ///   - spread: the standard deviation from person to person of the difference of two rows, above
  ///     0 and below 1; nil for the default.
  /// - Throws: `InputError` for another spread.
  public init(_ tests: [(trial: TrialDescription, subjects: [Int])], spread: Double? = nil) throws {
    let persons = try Self.checked(spread ?? Self.defaultSpread)
    isDefaultSpread = spread == nil
    self.spread = DifferenceSpread(
      persons: persons, draws: Self.shares.draws * persons, repetitions: Self.shares.repetitions * persons)
    for board in Self.boards(tests) {
      guard let study = Self.study(board, self.spread) else {
        boardsOfSamples += 1
        continue
      }
      if let place = studies.firstIndex(where: { Self.areAlike($0, study) }) {
        studies[place].boards += 1
      } else {
        studies.append(study)
      }
    }
  }

  private static func checked(_ spread: Double) throws -> Double {
    guard spread > 0, spread < 1 else {
      throw InputError(
        "--spread", found: "\(ValueText.short(spread * 100)) points", expected: "more than 0 and less than 100 points",
        advice: "It is the standard deviation of the difference of two methods from person to person, such as 5.")
    }
    return spread
  }

  private static func areAlike(_ a: Study, _ b: Study) -> Bool {
    a.protocol == b.protocol && a.power == b.power && a.persons == b.persons && a.draws == b.draws && a.rows == b.rows
  }

  /// The trials of one board.
  private struct PlannedBoard {
    let trial: TrialDescription
    /// The persons of the test rows by split, in the order of the plan.
    var splits: [(name: String, subjects: [Int])] = []
    var repetitions = 1
    var rows: Set<TrialDescription> = []
  }

  private static func boards(_ tests: [(trial: TrialDescription, subjects: [Int])]) -> [PlannedBoard] {
    var boards: [PlannedBoard] = []
    var places: [TrialDescription: Int] = [:]
    for test in tests {
      let row = test.trial.row
      var shared = row
      (shared.alignment, shared.classifier) = (.init(name: ""), .init(name: ""))
      (shared.keep, shared.metrics) = (nil, nil)
      let place = places[shared, default: boards.count]
      if place == boards.count {
        places[shared] = place
        boards.append(PlannedBoard(trial: row))
      }
      if !boards[place].splits.contains(where: { $0.name == test.trial.split }) {
        boards[place].splits.append((test.trial.split, test.subjects))
      }
      boards[place].repetitions = max(boards[place].repetitions, test.trial.repetition ?? 1)
      if LeaderboardRow(trial: row).mayRank { boards[place].rows.insert(row) }
    }
    return boards
  }

  private static func study(_ board: PlannedBoard, _ spread: DifferenceSpread) -> Study? {
    let tested = board.splits.map(\.subjects).filter { !$0.isEmpty }
    guard !tested.isEmpty else { return nil }
    let design = TestDesign(subjects: tested, repetitions: board.repetitions)
    let pairs = PairedComparison.pairCount(board.rows.count)
    guard let power = PlannedPower(design, comparisons: pairs, spread: spread) else { return nil }
    return Study(
      protocol: board.trial.protocol, boards: 1, persons: design.subjectCount, draws: design.splitCount,
      drawsAsGiven: design.hasTooFewSplits(forComparisons: pairs), repetitions: design.repetitionCount,
      rows: board.rows.count, power: power)
  }
}
