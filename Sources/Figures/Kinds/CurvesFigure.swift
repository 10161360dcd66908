import Diagnostics
import Leaderboards
import Metrics
import Records

/// A score of every series as a function of an axis, of a sweep or of an alignment's parameter.
enum CurvesFigure: FigureKind {
  static let name = "curves"
  static let summary = "scores over an axis, a sweep or a parameter, with 95 % intervals"

  /// Scores of which curves are drawn.
  private static let scores = [
    CurveScore(
      name: PredictionMetric.accuracy.description.name, axisTitle: "accuracy on the target (%)", isShare: true),
    CurveScore(name: AlignmentMetric.cmae.description.name, axisTitle: ErrorFigure.axisTitle, isShare: false),
    CurveScore(name: "recallAt1", axisTitle: "partners found at first rank (%)", isShare: true),
  ]

  static func figures(of study: Study) throws -> Drawings {
    var drawings = Drawings()
    var found: [(chart: CurveChart, stem: String)] = []
    for result in study.results {
      let parameters = CurveParameters(result.leaderboard).names
      if parameters.isEmpty {
        drawings.leftOut.append("\(benchmark(result)): no axis, sweep or parameter with two values")
      }
      if !parameters.isEmpty {
        drawings.leftOut.append(
          "\(benchmark(result)): rows without \(parameters.joined(separator: ", ")) have no curve over it; "
            + "'hartransfer curves' lists them")
      }
      for parameter in parameters {
        for score in scores {
          do {
            let curves = try Curves(result.leaderboard, over: parameter, score: score.name)
            let groups = CurveChart.charts(curves, of: score, rows: result.leaderboard.rows).filter {
              study.options.draws($0.title)
            }
            found += groups.map { chart in
              let several = groups.count > 1
              return (
                chart,
                [
                  study.results.count > 1 ? benchmark(result) : "", parameter, score.name,
                  several ? chart.direction : "",
                ]
                .filter { !$0.isEmpty }.joined(separator: " ")
              )
            }
          } catch let error as InputError {
            drawings.leftOut.append("\(benchmark(result)), over \(parameter), \(score.name): \(error.found)")
          }
        }
      }
    }
    let stems = FileStem.distinct(found.map(\.stem))
    for (own, stem) in zip(found, stems) {
      drawings.figures.append(own.chart.figure(name: "\(name)-\(stem)", width: study.options.width))
    }
    return drawings
  }

  private static func benchmark(_ result: Figures.Result) -> String { result.leaderboard.plan.first?.benchmark ?? "" }
}

/// What results have curves over.
struct CurveParameters {
  /// Axes first, then parameters of encoders and alignments that have two values in rows which
  /// differ in nothing else.
  let names: [String]

  init(_ leaderboard: Leaderboard) {
    let trials = leaderboard.plan
    let axes = trials.compactMap(\.condition?.axis).distinct
    let plain = trials.filter { $0.condition == nil }
    func varying(_ of: (TrialDescription) -> TrialDescription.Choice, _ prefix: String) -> [String] {
      var values: [String: [String: Set<JSONValue>]] = [:]
      for trial in plain {
        for (path, value) in of(trial).parameters.leaves where value.isNumber {
          values[path, default: [:]][of(trial).name, default: []].insert(value)
        }
      }
      return values.filter { $0.value.contains { $0.value.count > 1 } }.keys.sorted().map { "\(prefix).\($0)" }
    }
    names = axes + varying(\.encoderSource, "encoder") + varying(\.alignment, "alignment")
  }
}

extension JSONValue {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .number: true
    default: false
    }
  }
}
