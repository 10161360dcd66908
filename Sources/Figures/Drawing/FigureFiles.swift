import Files
import Foundation

/// The files of a figure in a folder: numbers, script and pictures.
struct FigureFiles {
  let figure: Figure
  let forms: [FigureOptions.Form]

  /// Draws in a folder of its own; a file is replaced when all of the figure is there.
  /// - Returns: The names of the pictures.
  func write(to folder: URL) async throws -> [String] {
    let workshop = try AtomicFile.temporaryFolder(in: folder)
    defer { try? FileManager.default.removeItem(at: workshop) }
    let script = "\(figure.name).gp"
    let texts = figure.dataFiles + [(script, GnuplotFile(figure: figure, forms: forms).text)]
    for (name, text) in texts { try Data(text.utf8).write(to: workshop.appendingPathComponent(name)) }
    try await Gnuplot.draw(script, in: workshop)
    let pictures = forms.map { "\(figure.name).\($0.rawValue)" }
    for name in texts.map(\.0) + pictures {
      let data = try Data(contentsOf: workshop.appendingPathComponent(name))
      try AtomicFile.write(name.hasSuffix(".pdf") ? Self.undated(data) : data, to: folder.appendingPathComponent(name))
    }
    return pictures
  }

  /// The PDF without the time at which it was made: equal figures are equal bytes.
  ///
  /// The entry becomes spaces of the same length, so that the table of offsets stays right. gnuplot
  /// has no option for this, so a PDF that was drawn by hand bears its date.
  static func undated(_ pdf: Data) -> Data {
    guard let start = pdf.range(of: Data("/CreationDate (".utf8)),
      let end = pdf.range(of: Data(")".utf8), in: start.upperBound..<pdf.endIndex)
    else { return pdf }
    var undated = pdf
    undated.replaceSubrange(
      start.lowerBound..<end.upperBound,
      with: Data(repeating: UInt8(ascii: " "), count: end.upperBound - start.lowerBound))
    return undated
  }
}
