import Benchmarking
import Diagnostics
import Files
import Foundation

/// One score of every method as a function of one parameter: of the data (a sweep), of the alignment (a grid), or of the
/// conditions (an axis).
///
/// Made from the rows of a leaderboard, so that a point is the mean over the splits of one row. Rows without the
/// parameter and methods without the score are left out. Over an axis all methods have a curve, bounds too, and its default, which all rows
/// without a condition stand at, is a point: 0, or for an axis whose default is all there is the mean number of that. Over any other
/// parameter the rows are those without a condition.
public struct Curves: Sendable, Equatable, Encodable {
  /// One method's values.
  public struct Series: Sendable, Equatable, Encodable {
    /// The alignment with the parameters that tell it from others.
    public let name: String
    /// The score at each value of the parameter; nil where the method has none.
    public let values: [Double?]
  }

  /// The parameter.
  public let parameter: String
  /// The score.
  public let score: String
  /// The parameter's values, ascending.
  public let points: [Double]
  /// The methods in the order of the plan.
  public let series: [Series]

  /// Collects the curves.
  /// - Throws: `InputError` where no row has the parameter, or none the score.
  public init(_ leaderboard: Leaderboard, over parameter: String, score: String) throws {
    let varied = Set(leaderboard.rows.flatMap { $0.trial.condition?.axes ?? [] })
    let axis = Axis(rawValue: parameter).flatMap { varied.contains($0) ? $0 : nil }
    let rows = leaderboard.rows.compactMap { row -> (x: Double, row: LeaderboardRow)? in
      guard let axis else {
        guard row.trial.condition == nil else { return nil }
        return Self.value(of: parameter, in: row.trial).map { ($0, row) }
      }
      return row.place(on: axis).map { ($0, row) }
    }
    guard !rows.isEmpty else {
      let known = Set(leaderboard.rows.flatMap { Self.numbers($0.trial).keys } + varied.map(\.rawValue)).sorted()
      throw InputError(
        "parameter '\(parameter)'", found: "no row that has it", expected: "a parameter with numbers",
        advice: suggestion(for: parameter, among: known))
    }
    guard rows.contains(where: { $0.row[score] != nil }) else {
      let known = Set(rows.flatMap(\.row.scores.keys)).sorted()
      throw InputError(
        "score '\(score)'", found: "no row that has it", expected: "a score of the records",
        advice: suggestion(for: score, among: known))
    }
    self.parameter = parameter
    self.score = score
    let points = Set(rows.map(\.x)).sorted()
    self.points = points
    let names = SeriesNames(rows.map(\.row.trial), without: parameter)
    var values: [String: [Double?]] = [:]
    var order: [String] = []
    for (x, row) in rows {
      let name = names.name(row.trial)
      if values[name] == nil { order.append(name) }
      let place = points.firstIndex(of: x) ?? 0
      values[name, default: points.map { _ in nil }][place] = row[score]
    }
    series = order.sorted().map { Series(name: $0, values: values[$0] ?? []) }
      .filter { $0.values.contains { $0 != nil } }
  }

  /// The parameter's value: the alignment's own, or that of the features.
  static func value(of parameter: String, in trial: TrialDescription) -> Double? { numbers(trial)[parameter] }

  /// Every parameter with a number, by its last key.
  private static func numbers(_ trial: TrialDescription) -> [String: Double] {
    var numbers: [String: Double] = [:]
    for parameters in [trial.encoderSource.parameters, trial.alignment.parameters] {
      for (path, value) in parameters.leaves {
        guard let number = value.number, let name = path.split(separator: ".").last else { continue }
        numbers[String(name)] = number
      }
    }
    return numbers
  }
}

extension LeaderboardRow {
  /// Where the row stands on an axis; nil where it stands on another one.
  fileprivate func place(on axis: Axis) -> Double? {
    guard let condition = trial.condition else {
      switch axis {
      case .pairs: return pairedRows
      case .labels: return labelsPerClass
      // By default this bound has the labels of all labelled rows, and not none.
      case .fewShot where bound == .targetSupervised: return labelsPerClass
      default: return axis.defaultValue
      }
    }
    return condition[axis]
  }
}

/// Names of series: the alignment with what tells it from others.
private struct SeriesNames {
  private let trials: [TrialDescription]
  private let parameter: String

  init(_ trials: [TrialDescription], without parameter: String) {
    self.trials = trials
    self.parameter = parameter
  }

  func name(_ trial: TrialDescription) -> String {
    let alike = trials.filter { $0.alignment.name == trial.alignment.name }.map(\.alignment.parameters.leaves)
    let own = trial.alignment.parameters.leaves.filter { key, value in
      key != parameter && alike.contains { $0[key] != value }
    }
    var parts = [trial.alignment.name] + own.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    if Set(trials.map(\.classifier.name)).count > 1 { parts.append(trial.classifier.name) }
    if Set(trials.map { "\($0.decoding?.name ?? "")" }).count > 1, let decoding = trial.decoding {
      parts.append(decoding.name)
    }
    if Set(trials.map { "\($0.source) \($0.target)" }).count > 1 { parts.append("\(trial.source) -> \(trial.target)") }
    if Set(trials.map { "\($0.protocol.name) \($0.protocol.parameters)" }).count > 1 {
      parts.append(
        ([trial.protocol.name, "\(trial.protocol.parameters)"].filter { !$0.isEmpty }).joined(separator: " "))
    }
    return parts.joined(separator: " ")
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
}
