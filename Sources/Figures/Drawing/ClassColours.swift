import Foundation

/// Colours of classes: eight that every kind of colour vision tells apart, and for more classes
/// hues around the circle, light and dark by turns.
enum ClassColours {
  /// The palette of Okabe and Ito, darkened where it is too light for small points.
  private static let few = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9", "#222222", "#8a8a00",
  ]

  static func colour(_ place: Int, of count: Int) -> String {
    guard count > few.count else { return few[place] }
    // Not all around: the last must not look like the first.
    let hue = Double(place) / Double(count) * 5.6
    let (light, strength) = place.isMultiple(of: 2) ? (0.38, 0.75) : (0.62, 0.65)
    let chroma = (1 - abs(2 * light - 1)) * strength
    let second = chroma * (1 - abs(hue.truncatingRemainder(dividingBy: 2) - 1))
    let parts: [(Double, Double, Double)] = [
      (chroma, second, 0), (second, chroma, 0), (0, chroma, second), (0, second, chroma), (second, 0, chroma),
      (chroma, 0, second),
    ]
    let (red, green, blue) = parts[min(5, Int(hue))]
    let base = light - chroma / 2
    return "#" + [red, green, blue].map { String(format: "%02x", Int((($0 + base) * 255).rounded())) }.joined()
  }
}

/// The classes' names with their colours, in columns.
struct ClassLegend {
  private let names: [String]
  private let width: Double
  private let columns: Int
  private let step = Typeface.lineHeight(Typeface.small)

  init(_ names: [String], width: Double) {
    (self.names, self.width) = (names, width)
    let widest = names.map { TextWidth.millimetres(PlottedText.line($0), size: Typeface.small) }.max() ?? 0
    columns = max(1, min(names.count, Int(width / min(widest + 5, width))))
  }

  private var rows: Int { (names.count + columns - 1) / columns }
  var height: Double { Double(rows) * step }

  func draw(on script: inout GnuplotScript, left: Double, top: Double) {
    let column = width / Double(columns)
    for (place, name) in names.enumerated() {
      let x = left + Double(place / rows) * column
      let y = top - (Double(place % rows) + 0.5) * step
      script.point(7, x: x + 1, y: y, size: 0.5, colour: ClassColours.colour(place, of: names.count))
      script.text(PlottedText.cut(name, to: column - 3.5, size: Typeface.small), x: x + 2.5, y: y, size: Typeface.small)
    }
  }
}
