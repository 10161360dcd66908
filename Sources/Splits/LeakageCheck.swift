import Diagnostics
import FeatureStore

/// Leakage: what would let a score speak of something else than transfer to unseen rows.
extension Split {
  /// Checks the lists against each other and against what the split promises.
  ///
  /// It refuses:
  /// - rows outside the table, twice or out of order;
  /// - a training role or a test without rows;
  /// - a validation or test row that is labelled or paired, or both validation and test;
  /// - a recording with rows on both sides of those borders, unless the split promises that it
  ///   divides recordings;
  /// - labelled rows and pairs that are not the same (`shared`; classes that are kept unpaired
  ///   aside), or that share a recording (`disjoint`);
  /// - where no pair is promised, a row whose target is seen that shares subject, recording or row
  ///   with one whose source is seen, or with a test;
  /// - a subject, or a subject's session, on both sides of a border that the protocol draws between
  ///   subjects or sessions;
  /// - a pair of a class that is kept unpaired;
  /// - a test row of a paired class where some are kept unpaired, unless the split promises test
  ///   rows of both kinds (`testsPairedClasses`), and then a test without either;
  /// - a test row of a class that may not be predicted.
  ///
  /// Where the table has no trials, recordings are unknown and are not compared. Cost: O(n).
  /// - Throws: `InputError` that names the sample.
  public func checkLeakage(samples: SampleTable) throws {
    try checkRows(samples)
    try checkBorders(samples, of: { row in row }, called: "row")
    if !promises.dividesRecordings, let recordings = samples.recordings {
      try checkBorders(samples, of: { row in recordings[row] }, called: "recording")
    }
    let pairable = rowsThatMayBePaired(roles.labelled, samples)
    // Without pairs the source of some labelled rows may not be shown again.
    let odd =
      promises.separatesSides
      ? Set(roles.paired).subtracting(pairable) : Set(pairable).symmetricDifference(roles.paired)
    if promises.overlap == .shared, let odd = odd.min() {
      throw leak(
        "sample '\(samples.ids[odd])' either labelled or paired",
        expected: "labelled and paired rows to be the same, as overlap: shared promises")
    }
    try checkSides(samples)
    try checkSubjects(samples)
    try checkClasses(samples)
  }

  /// Refuses a split that promises to show no pair and has a paired row with its own target, or
  /// with that of another one.
  private func checkSides(_ samples: SampleTable) throws {
    guard promises.separatesSides else { return }
    let partners = roles.partners ?? [:]
    if let row = roles.paired.first(where: { partners[$0] == nil }) {
      throw leak(
        "sample '\(samples.ids[row])' beside its own target", expected: "no pair, as the protocol promises")
    }
    if let twice = Dictionary(grouping: roles.paired, by: { partners[$0] ?? $0 }).filter({ $0.value.count > 1 }).keys
      .min()
    {
      throw leak("the target of sample '\(samples.ids[twice])' twice", expected: "every target once")
    }
  }

  private func checkRows(_ samples: SampleTable) throws {
    for (name, rows) in roles.named {
      if let outside = rows.first(where: { !samples.ids.indices.contains($0) }) {
        throw leak("row \(outside) in role \(name)", expected: "rows from 0 to \(samples.count - 1)")
      }
      if let place = rows.indices.dropFirst().first(where: { rows[$0 - 1] >= rows[$0] }) {
        throw leak(
          "row \(rows[place]) after row \(rows[place - 1]) in role \(name)",
          expected: "every row once, in ascending order")
      }
      if rows.isEmpty, name != "validation" {
        throw leak(
          "no row in role \(name)", expected: "at least one", advice: "The data set is too small for the protocol.")
      }
    }
  }

  /// Refuses a unit (a row, a recording) that has rows in two roles between which there is a
  /// border.
  private func checkBorders<Unit: Hashable>(
    _ samples: SampleTable, of unit: (Int) -> Unit, called name: String
  ) throws {
    for (a, b) in borders(aroundTraining: true, withinTraining: promises.overlap == .disjoint) {
      if let row = Self.first(of: b.rows, sharing: unit, with: a.rows) {
        throw leak(
          "the \(name) of sample '\(samples.ids[row])' both in \(a.name) and in \(b.name)",
          expected: "every \(name) in one of the two")
      }
    }
  }

  private func rowsThatMayBePaired(_ rows: [Int], _ samples: SampleTable) -> [Int] {
    guard let pairedClasses else { return rows }
    let allowed = Set(pairedClasses)
    return rows.filter { allowed.contains(samples.labels[$0]) }
  }

  private func checkSubjects(_ samples: SampleTable) throws {
    let borders = borders(
      aroundTraining: promises.separatesSubjects, withinTraining: promises.separatesLabelledFromPairedSubjects)
    for (a, b) in borders {
      if let row = Self.first(of: b.rows, sharing: { samples.subjects[$0] }, with: a.rows) {
        throw leak(
          "subject \(samples.subjects[row]) (sample '\(samples.ids[row])') both in \(a.name) and in \(b.name)",
          expected: "every subject in one of the two, as the protocol promises")
      }
    }
    guard promises.separatesSessions else { return }
    guard let sessions = samples.sessions else {
      throw leak("no sessions", expected: "the session of every sample, as the protocol promises to keep them apart")
    }
    let sessionOf = { (row: Int) in [samples.subjects[row], sessions[row]] }
    for (a, b) in self.borders(aroundTraining: true, withinTraining: false) {
      if let row = Self.first(of: b.rows, sharing: sessionOf, with: a.rows) {
        throw leak(
          "session \(sessions[row]) of subject \(samples.subjects[row]) (sample '\(samples.ids[row])') "
            + "both in \(a.name) and in \(b.name)",
          expected: "every session in one of the two, as the protocol promises")
      }
    }
  }

  private func checkClasses(_ samples: SampleTable) throws {
    func describe(_ row: Int) -> String {
      "sample '\(samples.ids[row])' of class '\(samples.classNames[samples.labels[row]])'"
    }
    let candidates = Set(candidateClasses)
    if let row = roles.test.first(where: { !candidates.contains(samples.labels[$0]) }) {
      throw leak("\(describe(row)) in test", expected: "test rows of the candidate classes only")
    }
    guard let pairedClasses else { return }
    let allowed = Set(pairedClasses)
    if let row = roles.paired.first(where: { !allowed.contains(samples.labels[$0]) }) {
      throw leak("\(describe(row)) in paired", expected: "pairs of the classes that may be paired only")
    }
    let pairedTest = roles.test.filter { allowed.contains(samples.labels[$0]) }
    guard promises.testsPairedClasses else {
      guard let row = pairedTest.first else { return }
      throw leak("\(describe(row)) in test", expected: "test rows of classes that are never paired only")
    }
    if pairedTest.isEmpty || pairedTest.count == roles.test.count {
      throw leak(
        "no test row of a class that is \(pairedTest.isEmpty ? "" : "never ")paired",
        expected: "test rows of both kinds", advice: "The data set is too small for the protocol.")
    }
  }

  /// The pairs of roles that must share nothing: training, validation and test, and the two roles
  /// of training.
  private func borders(aroundTraining: Bool, withinTraining: Bool) -> [(a: NamedRows, b: NamedRows)] {
    let named: [NamedRows] = roles.named + (promises.separatesSides ? [("target", roles.pairedTargets)] : [])
    let sides = named.indices.dropFirst(4).flatMap { target in (0..<4).map { ($0, target) } }
    let around = aroundTraining ? [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] : []
    let within = withinTraining ? [(0, 1)] : []
    return (around + within + sides).map { (named[$0], named[$1]) }
  }

  private typealias NamedRows = (name: String, rows: [Int])

  private static func first<Unit: Hashable>(of rows: [Int], sharing unit: (Int) -> Unit, with others: [Int]) -> Int? {
    let taken = Set(others.map(unit))
    return rows.first { taken.contains(unit($0)) }
  }

  private func leak(_ found: String, expected: String, advice: String = "Make the split anew.") -> InputError {
    InputError(place, found: found, expected: expected, advice: advice)
  }
}
