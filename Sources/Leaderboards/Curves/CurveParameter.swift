import Records
import Diagnostics

/// What a curve is drawn over: where each row stands on it, and what is left of a row's description
/// without it.
struct CurveParameter {
  private enum Kind {
    case axis(String)
    /// A parameter of the alignment, by the keys that lead to it.
    case alignment(path: String)
    /// A parameter of the encoders, by the keys that lead to it; of both sides, where they always
    /// have the same value.
    case encoders(path: String, both: Bool)
  }

  private let kind: Kind

  /// Finds the parameter: an axis that was varied, or a number of alignments or encoders by its
  /// last key or all of its keys.
  /// - Throws: `InputError` where no row has it, or it means several.
  init(_ name: String, among rows: [LeaderboardRow]) throws {
    let varied = Set(rows.compactMap(\.trial.condition?.axis))
    if varied.contains(name) {
      kind = .axis(name)
      return
    }
    let trials = rows.map(\.trial).filter { $0.condition == nil }
    let alignments = Self.paths(trials.map(\.alignment.parameters))
    let encoders = Self.paths(trials.map(\.encoderSource.parameters))
    let found =
      alignments.filter { Self.names(name, "alignment.\($0)") }.map { (path: $0, ofAlignment: true) }
      + encoders.filter { Self.names(name, "encoder.\($0)") }.map { (path: $0, ofAlignment: false) }
    guard let first = found.first else {
      let known = Set((alignments + encoders).map(Self.lastKey) + varied).sorted()
      throw InputError(
        "parameter '\(name)'", found: "no row that has it", expected: "a parameter with numbers",
        advice: suggestion(for: name, among: known))
    }
    guard found.count == 1 else {
      let full = found.map { ($0.ofAlignment ? "alignment." : "encoder.") + $0.path }
      throw InputError(
        "parameter '\(name)'", found: "\(found.count) parameters of that name", expected: "one",
        advice: "Name it by all of its keys: \(full.joined(separator: ", ")).")
    }
    guard !first.ofAlignment else {
      kind = .alignment(path: first.path)
      return
    }
    let both = trials.allSatisfy { trial in
      trial.encoderSource.parameters.leaves[first.path] == trial.encoderTarget.parameters.leaves[first.path]
    }
    kind = .encoders(path: first.path, both: both)
  }

  /// The parameters that rows stand at several values of: axes that were varied, then numbers of
  /// alignments and encoders by all of their keys.
  static func varied(in rows: [LeaderboardRow]) -> [String] {
    let axes = rows.compactMap(\.trial.condition?.axis).distinct
    let trials = rows.map(\.trial).filter { $0.condition == nil }
    func names(_ kind: String, _ parameters: [JSONValue]) -> [String] {
      let leaves = parameters.map(\.leaves)
      return paths(parameters).filter { path in Set(leaves.compactMap { $0[path]?.number }).count > 1 }
        .map { "\(kind).\($0)" }
    }
    return axes + names("alignment", trials.map(\.alignment.parameters))
      + names("encoder", trials.map(\.encoderSource.parameters))
  }

  /// Where the row stands; nil where it has no place.
  func place(of row: LeaderboardRow) -> Double? {
    if case .axis(let axis) = kind { return row.place(on: axis) }
    guard row.trial.condition == nil else { return nil }
    return value(in: row.trial)?.number
  }

  /// The row's description without the parameter: what the rows of a series share.
  func identity(of trial: TrialDescription) -> TrialDescription {
    var identity = trial.row
    switch kind {
    case .axis: identity.condition = nil
    case .alignment(let path): identity.alignment.parameters = trial.alignment.parameters.without(path)
    case .encoders(let path, let both):
      identity.encoderSource.parameters = trial.encoderSource.parameters.without(path)
      if both { identity.encoderTarget.parameters = trial.encoderTarget.parameters.without(path) }
    }
    return identity
  }

  private func value(in trial: TrialDescription) -> JSONValue? {
    switch kind {
    case .axis: nil
    case .alignment(let path): trial.alignment.parameters.leaves[path]
    case .encoders(let path, _): trial.encoderSource.parameters.leaves[path]
    }
  }

  /// The keys that lead to a number in some of the parameters, sorted.
  private static func paths(_ parameters: [JSONValue]) -> [String] {
    Set(parameters.flatMap { $0.leaves.filter { $0.value.number != nil }.keys }).sorted()
  }

  private static func names(_ wanted: String, _ path: String) -> Bool { path == wanted || path.hasSuffix(".\(wanted)") }

  private static func lastKey(_ path: String) -> String { path.split(separator: ".").last.map(String.init) ?? path }
}

extension LeaderboardRow {
  /// Where the row stands on an axis; nil where it stands on another one.
  fileprivate func place(on axis: String) -> Double? {
    guard let condition = trial.condition else {
      switch axis {
      // The default of these is all there is.
      case Condition.pairs: return pairedRows
      case Condition.labels: return labelsPerClass
      // By default this bound has the labels of all labelled rows, and not none.
      case Condition.fewShot where bound == .targetSupervised: return labelsPerClass
      default: return 0
      }
    }
    return condition.axis == axis ? condition.value : nil
  }
}

extension JSONValue {
  /// A number, or the one number that a list holds again and again.
  fileprivate var number: Double? {
    switch self {
    case .integer(let value): return Double(value)
    case .number(let value): return value
    case .array(let values):
      let numbers = Set(values.map(\.number))
      return numbers.count == 1 ? numbers.first ?? nil : nil
    default: return nil
    }
  }

  /// The same without the value that the keys of `path` lead to; a list leaves how long it was.
  fileprivate func without(_ path: String) -> JSONValue {
    guard case .object(var members) = self else { return self }
    for (key, value) in members {
      if key == path {
        members[key] = if case .array(let values) = value { .array(values.map { _ in .null }) } else { nil }
      } else if path.hasPrefix("\(key).") {
        members[key] = value.without(String(path.dropFirst(key.count + 1)))
      }
    }
    return .object(members)
  }
}
