import Foundation

@testable import Figures

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The texts of an SVG with where they stand; nil where it is no XML.
struct DrawnText {
  struct Text {
    let text: String
    let x: Double
    let y: Double
    /// In pixels.
    let size: Double
    let anchor: String
    let isTurned: Bool

    /// The rectangle that the letters take, in pixels.
    var box: (left: Double, right: Double, top: Double, bottom: Double) {
      let width = TextWidth.millimetres(text, size: size / (96 / 72)) / 25.4 * 96
      let left = anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x
      // From the base line: letters rise by three quarters of their size and fall by a fifth.
      return (left, left + width, y - 0.72 * size, y + 0.2 * size)
    }

    func overlaps(_ other: Text) -> Bool {
      let (a, b) = (box, other.box)
      return min(a.right, b.right) - max(a.left, b.left) > 0.5 && min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5
    }
  }

  let texts: [Text]

  init?(_ svg: Data) {
    let reader = Reader()
    let parser = XMLParser(data: svg)
    parser.delegate = reader
    guard parser.parse() else { return nil }
    texts = reader.texts
  }

  var all: String { texts.map(\.text).joined(separator: "\n") }

  private final class Reader: NSObject, XMLParserDelegate {
    var texts: [Text] = []
    private var group: [String: String] = [:]
    private var current: String?

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      if name == "g", attributes["font-size"] != nil { group = attributes }
      if name == "text" { current = "" }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { current?.append(string) }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      guard name == "text", let text = current else { return }
      current = nil
      let place = group["transform", default: ""]
      let numbers = place.matches(of: /-?[0-9.]+/).compactMap { Double($0.output) }
      guard numbers.count >= 2, let size = group["font-size"].flatMap(Double.init) else { return }
      texts.append(
        Text(
          text: text.trimmingCharacters(in: .whitespaces), x: numbers[0], y: numbers[1], size: size,
          anchor: group["text-anchor"] ?? "start", isTurned: place.contains("rotate")))
    }
  }
}
