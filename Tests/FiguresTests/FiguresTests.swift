import Diagnostics
import Foundation
import Leaderboards
import Records
import Testing

@testable import Figures

@Suite("Figures")
struct FiguresTests {
  private static let kinds = FigureKinds.all.map { $0.name }

  @Test("every kind is drawn of results that have all it needs, in three forms with numbers and script")
  func everyKind() async throws {
    var other = MadeResults()
    (other.benchmark, other.dataset) = ("other", "also made-up")
    let pair = try FigureOptions.Pair(RowQuery("perfect:k=2"), RowQuery("ridge-cca:k=2"))
    let drawn = try await DrawnFigures(MadeResults(), other, options: FigureOptions(pair: pair))
    defer { drawn.remove() }
    for kind in Self.kinds {
      #expect(drawn.outcome.drawn.contains { $0 == kind || $0.hasPrefix("\(kind)-") }, "\(kind)")
    }
    let files = try drawn.files
    for name in drawn.outcome.drawn {
      for ending in ["svg", "pdf", "png", "gp"] { #expect(files.contains("\(name).\(ending)")) }
      #expect(files.contains { $0.hasPrefix(name) && $0.hasSuffix(".csv") }, "\(name)")
      let texts = try #require(DrawnText(drawn.data("\(name).svg")), "\(name) is XML").texts
      #expect(!texts.isEmpty)
      // 6 points are 8 pixels of SVG.
      for text in texts { #expect(text.size >= 7.99, "\(name): \(text)") }
      let pdf = try drawn.data("\(name).pdf")
      #expect(pdf.starts(with: Data("%PDF".utf8)) && pdf.range(of: Data("CreationDate".utf8)) == nil)
      // The width stands at byte 16 of a PNG: 84 mm at 300 dots an inch.
      let png = try drawn.data("\(name).png")
      #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      #expect(png[16..<20].reduce(0) { $0 * 256 + Int($1) } == 992)
    }
    #expect(files.allSatisfy { !$0.hasPrefix(".") }, "nothing half-made stays")
  }

  @Test("the script in the folder draws the same SVG and PNG again, and the same results give the same bytes")
  func again() async throws {
    let options = try FigureOptions(kinds: ["accuracy", "latents", "ranks", "confusion"])
    let drawn = try await DrawnFigures(MadeResults(), options: options)
    let second = try await DrawnFigures(MadeResults(), options: options)
    defer {
      drawn.remove()
      second.remove()
    }
    #expect(try drawn.files == second.files)
    for file in try drawn.files { #expect(try drawn.data(file) == second.data(file), "\(file)") }
    for name in drawn.outcome.drawn {
      let pictures = ["\(name).svg", "\(name).png"]
      let before = try pictures.map(drawn.data)
      for picture in pictures { try FileManager.default.removeItem(at: drawn.folder.appendingPathComponent(picture)) }
      try await Gnuplot.draw("\(name).gp", in: drawn.folder)
      #expect(try pictures.map(drawn.data) == before, "\(name)")
    }
  }

  @Test("the table of accuracies holds every row of the board with its interval, rank and persons")
  func rows() async throws {
    let drawn = try await DrawnFigures(MadeResults(), options: FigureOptions(forms: [.svg], kinds: ["accuracy"]))
    defer { drawn.remove() }
    let board = try #require(drawn.leaderboard.boards.first { $0.rows[0].trial.condition == nil })
    let lines = try drawn.table("accuracy-skeleton-to-inertial.csv")
    #expect(lines.count == board.rows.count)
    for (line, row) in zip(lines, board.rows) {
      #expect(line["alignment"] == row.trial.alignment.name)
      #expect(line["accuracy"].flatMap(Double.init) == row["accuracy"])
      #expect(line["accuracyLow"].flatMap(Double.init) == row.accuracyInterval?.lowerBound)
      #expect(line["accuracyHigh"].flatMap(Double.init) == row.accuracyInterval?.upperBound)
      #expect(line["rank"].flatMap(Int.init) == row.rank && line["tieGroup"].flatMap(Int.init) == row.tieGroup)
    }
    let persons = try drawn.table("accuracy-skeleton-to-inertial-persons.csv")
    #expect(persons.count == board.rows.indices.reduce(0) { $0 + board.persons(ofRow: $1).count })
  }

  @Test("floor and ceiling have dashes of their own in every form of a figure, in the legend and in the frame")
  func dashes() async throws {
    let drawn = try await DrawnFigures(
      MadeResults(), options: FigureOptions(forms: [.svg], kinds: ["accuracy", "cmae", "time"]))
    defer { drawn.remove() }
    for name in drawn.outcome.drawn {
      let script = String(decoding: try drawn.data("\(name).gp"), as: UTF8.self)
      let asked = Set(script.matches(of: #/ dt ([2-9]) /#).map(\.1)).count
      let picture = String(decoding: try drawn.data("\(name).svg"), as: UTF8.self)
      let there = Set(picture.matches(of: #/stroke-dasharray='([^']*)'/#).map(\.1)).count
      #expect(asked > 1 && there == asked, "\(name)")
    }
  }

  @Test("a method has one colour and one shape in every figure")
  func looks() async throws {
    let drawn = try await DrawnFigures(MadeResults(), options: FigureOptions(forms: [.svg]))
    defer { drawn.remove() }
    var looks: [String: Set<String>] = [:]
    var tables = 0
    for file in try drawn.files where file.hasSuffix(".csv") && !file.hasPrefix("latents") {
      for line in try drawn.table(file) {
        guard let method = line["alignment"], let colour = line["colour"], let marker = line["marker"] else { continue }
        looks[method, default: []].insert("\(colour) \(marker)")
        tables += 1
      }
    }
    #expect(tables > 50 && looks.values.allSatisfy { $0.count == 1 }, "\(looks)")
  }

  @Test("what cannot be drawn is said with its reason, and the rest is drawn")
  func leftOut() async throws {
    var results = MadeResults()
    (results.hasPredictions, results.pairs, results.directions) = (false, [], [(0, 1)])
    results.methods = [("perfect", [:]), ("ridge-cca", [:])]
    let drawn = try await DrawnFigures(results, options: FigureOptions(forms: [.svg]))
    defer { drawn.remove() }
    let reasons = drawn.outcome.leftOut
    for (kind, word) in [
      ("persons", "no predictions"), ("confusion", "no row with a rank"), ("latents", "keep: [latents]"),
      ("spectrum", "keep: [latents]"), ("ranks", "at least two boards"), ("directions", "one direction"),
      ("curves", "no axis"),
    ] {
      #expect(reasons.contains { $0.hasPrefix("\(kind): ") && $0.contains(word) }, "\(kind): \(reasons)")
    }
    #expect(drawn.outcome.drawn.contains { $0.hasPrefix("accuracy-") })
  }

  @Test("a row with missing trials is in no figure, and that is said")
  func missing() async throws {
    var results = MadeResults()
    (results.pairs, results.missing) = ([], [1])
    let drawn = try await DrawnFigures(results, options: FigureOptions(forms: [.svg], kinds: ["accuracy"]))
    defer { drawn.remove() }
    #expect(drawn.outcome.leftOut.contains { $0.contains("1 row with failed or missing trials") })
    let lines = try drawn.table("accuracy-skeleton-to-inertial.csv")
    #expect(lines.count == MadeResults.methods.count - 1)
  }

  @Test("boards at points of an axis are on curves, and by themselves where they are named")
  func conditions() async throws {
    let plain = try await DrawnFigures(
      MadeResults(), options: FigureOptions(forms: [.svg], kinds: ["accuracy", "curves"]))
    defer { plain.remove() }
    #expect(plain.outcome.drawn.filter { $0.hasPrefix("accuracy-") }.count == 3)
    let curve = try plain.table("curves-pairs-accuracy-skeleton-to-inertial-nearest-centroid.csv")
    #expect(Set(curve.compactMap { $0["parameter"] }) == ["8.0", "16.0", "24.0"])
    #expect(curve.allSatisfy { $0["low"]?.isEmpty == false || $0["alignment"] == "chance" })
    let named = try await DrawnFigures(
      MadeResults(), options: FigureOptions(forms: [.svg], kinds: ["accuracy"], boards: ["8 pairs"]))
    defer { named.remove() }
    #expect(named.outcome.drawn.count == 3)
    let refused = try FigureOptions(boards: ["no such board"])
    await #expect(throws: InputError.self) { try await DrawnFigures(MadeResults(), options: refused) }
  }

  @Test("without gnuplot the error names the package, and what takes too long is ended")
  func gnuplot() async throws {
    await #expect {
      try await Gnuplot.check("no-such-gnuplot")
    } throws: { "\($0)".contains("gnuplot-nox") }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "hartransfer-gnuplot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("pause 600\n".utf8).write(to: folder.appendingPathComponent("slow.gp"))
    await #expect {
      try await Gnuplot.draw("slow.gp", in: folder, limit: .milliseconds(300))
    } throws: { "\($0)".contains("no end after") }
    try Data("no such command\n".utf8).write(to: folder.appendingPathComponent("wrong.gp"))
    await #expect(throws: InputError.self) { try await Gnuplot.draw("wrong.gp", in: folder) }
  }
}
