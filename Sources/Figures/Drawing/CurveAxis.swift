import Foundation
import Records

/// The axis of a parameter: even where it is, logarithmic where its values are far apart, and in
/// equal steps where they are far apart and one is zero.
struct CurveAxis {
  private enum Scale { case even, logarithmic, steps }

  private let points: [Double]
  private let scale: Scale

  init(_ points: [Double]) {
    self.points = points
    let positive = points.filter { $0 > 0 }
    let isWide = (positive.max() ?? 1) / (positive.min() ?? 1) >= 8
    scale = !isWide ? .even : positive.count == points.count ? .logarithmic : .steps
  }

  /// Where a point is drawn: series stand a little beside each other, so that no bar hides another.
  func place(_ point: Int, series: Int, of count: Int) -> Double {
    let shift = count > 1 ? Double(series) / Double(count - 1) - 0.5 : 0
    switch scale {
    case .steps: return Double(point + 1) + 0.24 * shift
    case .logarithmic:
      let ratio = (points.last ?? 1) / points[0]
      return points[point] * pow(ratio, 0.12 * shift / Double(max(points.count - 1, 1)))
    case .even:
      let least = zip(points.dropFirst(), points).map(-).min() ?? 1
      return points[point] + 0.2 * shift * least
    }
  }

  /// What stands under the axis: of an axis of conditions its words, else the parameter's last key.
  static func title(_ parameter: String) -> String {
    Condition.title(ofAxis: parameter) ?? parameter.split(separator: ".").last.map(String.init) ?? parameter
  }

  func prepare(_ script: inout GnuplotScript) {
    let ends = (points.first ?? 0, points.last ?? 1)
    // The numbers themselves are the tics; in a frame of a column no more than eight fit.
    let step = max(1, (points.count + 7) / 8)
    let shown = points.indices.filter { ($0 - points.count + 1).isMultiple(of: step) }
    let tics = shown.map { place in
      "'\(Decimals.short(points[place]))' \(scale == .steps ? Double(place + 1) : points[place])"
    }
    switch scale {
    case .steps: script.add("set xrange [0.5:\(points.count).5]")
    case .logarithmic:
      script.add("set logscale x")
      let pad = pow(ends.1 / ends.0, 0.06)
      script.add("set xrange [\(ends.0 / pad):\(ends.1 * pad)]")
    case .even:
      let pad = 0.06 * max(ends.1 - ends.0, 1e-9)
      script.add("set xrange [\(ends.0 - pad):\(ends.1 + pad)]")
    }
    script.add("set xtics nomirror offset 0,0.4 (\(tics.joined(separator: ", ")))")
  }
}
