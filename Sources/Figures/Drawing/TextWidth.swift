/// How wide a text is in the typeface of the figures, whose widths are those of Helvetica.
enum TextWidth {
  /// Thousandths of the size, from the space on.
  private static let advances: [Double] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
  ]
  /// Of a character that is not in the table: as wide as the widest letters, or twice for signs of
  /// other scripts.
  private static let (wide, widest) = (1000.0, 1400.0)

  /// The width in millimetres at a size in points.
  static func millimetres(_ text: String, size: Double) -> Double {
    let units = text.unicodeScalars.reduce(0.0) { sum, scalar in
      let place = Int(scalar.value) - 32
      guard advances.indices.contains(place) else {
        let isMark = scalar.properties.generalCategory == .nonspacingMark
        return sum + (isMark ? 0 : scalar.value < 0x1100 ? 722 : scalar.value < 0x2E80 ? wide : widest)
      }
      return sum + advances[place]
    }
    return units / 1000 * size * Typeface.millimetresPerPoint
  }
}

/// The letters of the figures.
enum Typeface {
  /// Arial where there is one; elsewhere systems put a typeface of the same widths in its place.
  static let name = "Arial"
  /// Sizes in points: a figure's head, its text, its small print. No text is below 6.
  static let (head, base, small) = (7.5, 7.0, 6.0)
  static let millimetresPerPoint = 25.4 / 72

  /// The height of a line of text in millimetres.
  static func lineHeight(_ size: Double) -> Double { size * millimetresPerPoint * 1.2 }
}
