import Foundation

/// Puts long texts into the JSON of a record that was encoded without them.
enum RecordText {
  /// What stands in place of a text, and the text.
  struct Gap {
    let mark: Data
    let text: Data
  }

  /// The JSON with every gap filled, in the order in which the marks stand there; nil where a mark is not there exactly
  /// once. No string of the record holds a mark, since its quotes would be escaped; parameters may, as an object.
  static func filling(_ gaps: [Gap], in json: Data) -> Data? {
    var result = Data()
    var end = json.startIndex
    for gap in gaps {
      guard let place = json.range(of: gap.mark, in: end..<json.endIndex),
        json.range(of: gap.mark, in: place.upperBound..<json.endIndex) == nil
      else { return nil }
      result += json[end..<place.lowerBound] + gap.text
      end = place.upperBound
    }
    return result + json[end...]
  }
}
