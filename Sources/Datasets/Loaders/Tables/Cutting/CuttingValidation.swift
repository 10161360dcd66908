import Diagnostics

extension TablesDescription {
  /// Checks the keys that say how files fall into recordings.
  func validateCutting(place: String) throws {
    guard (recordings == .intervals) == (intervals != nil) else {
      throw InputError(
        "\(place): intervals", found: intervals == nil ? "nothing" : "a table",
        expected: "one where 'recordings' is 'intervals', and only there")
    }
    if let intervals {
      _ = try PathPattern(intervals.files, place: "\(place): intervals: files")
      try validateUnit(of: intervals, place: "\(place): intervals")
    }
    guard recordings == .runs else { return try refuseKeysOfRuns(place: place) }
    guard `class`.column != nil, `class`.files == nil else {
      throw InputError("\(place): class", found: "no column", expected: "the column whose runs are the recordings")
    }
    guard let modality = `class`.modality else { return }
    let names = modalities.map(\.name)
    guard names.contains(modality) else {
      throw InputError(
        "\(place): class: modality", found: "'\(modality)'", expected: "one of \(names.joined(separator: ", "))",
        advice: suggestion(for: modality, among: names))
    }
    if `class`.disagreement != nil {
      throw InputError(
        "\(place): class: disagreement", found: "a rule beside 'modality'", expected: "one of the two",
        advice: "The labels of one device cannot disagree.")
    }
    if let other = modalities.first(where: { $0.label != nil && $0.name != modality }) {
      throw InputError(
        "\(place): modalities (\(other.name)): label", found: "labels that do not count",
        expected: "none, since only those of '\(modality)' count", advice: "Take out one of 'label' and 'modality'.")
    }
  }

  /// Times of intervals need a clock of every modality, and no positions.
  private func validateUnit(of intervals: IntervalTables, place: String) throws {
    guard let unit = intervals.unit else { return }
    try TimeColumn(column: intervals.start, unit: unit).validate(place: place)
    for modality in modalities {
      if modality.position != nil {
        throw InputError(
          "\(place): unit", found: "times, and 'position' of \(modality.name)", expected: "one of the two",
          advice: "Intervals of times are looked for in the columns of 'time': take 'position' out.")
      }
      guard modality.time != nil, modality.time?.fromStart != true else {
        throw InputError(
          "\(place): unit", found: "times, and no clock of \(modality.name)",
          expected: "'time' of every modality, without 'fromStart'",
          advice: "Leave 'unit' out where start and end are row numbers or positions.")
      }
    }
  }

  /// Keys that only runs have.
  private func refuseKeysOfRuns(place: String) throws {
    let keys = [("modality", `class`.modality != nil), ("disagreement", `class`.disagreement != nil)]
    if let key = keys.first(where: \.1) {
      throw InputError(
        "\(place): class: \(key.0)", found: "it where recordings are '\(recordings.rawValue)'",
        expected: "it where recordings are 'runs'")
    }
    if let modality = modalities.first(where: { $0.label != nil }) {
      throw InputError(
        "\(place): modalities (\(modality.name)): label", found: "it where recordings are '\(recordings.rawValue)'",
        expected: "it where recordings are 'runs'")
    }
  }
}
