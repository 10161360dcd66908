import Foundation
import Testing

@testable import Leaderboards
@testable import Records
@testable import Report

@Suite("The page's size")
struct SizeTests {
  private func results() throws -> HandmadeResults {
    var results = try HandmadeResults.typical()
    let points = (0..<40).map { [Double($0), 1.25] as [Double]? }
    let plane = TrialRecord.LatentPlane(
      source: points, target: points.dropLast() + [nil], varianceShares: [0.5, 0.25],
      spectrum: .init(name: "singular values", values: [2, 1], count: 2, kept: 1))
    for place in 0..<30 {
      try results.add("ridge-cca", ["k": .integer(place)], right: 5 + place, plane: plane)
    }
    return results
  }

  @Test("rows are there at every size, the page keeps to a size that has room for them, and what is left out is said")
  func limits() throws {
    let results = try results()
    defer { results.remove() }
    let whole = try results.report()
    #expect(whole.leftOut.isEmpty)
    let bare = try results.report(limit: 1)
    let data = try CarriedData(bare.html)
    #expect(data["rows"].elements.count == 36)
    for name in ["predictions", "pairs", "details", "planes"] { #expect(data[name] == .null) }
    #expect(bare.leftOut.count == 4 && data["leftOut"].elements.map(\.text) == bare.leftOut)
    for share in [0.2, 0.5, 0.8] {
      let limit = bare.html.utf8.count + Int(share * Double(whole.html.utf8.count - bare.html.utf8.count))
      let page = try results.report(limit: limit)
      #expect(page.html.utf8.count <= limit + 4_000 && !page.leftOut.isEmpty)
      #expect(try CarriedData(page.html)["rows"] == CarriedData(whole.html)["rows"])
    }
  }

  @Test("latents of the best row and of none stand before details of other rows; a missing latent is null")
  func planes() throws {
    let results = try results()
    defer { results.remove() }
    let data = try CarriedData(results.report().html)
    #expect(data["planes"].members.count == 30)
    let plane = try #require(data["planes"].members.first).value
    #expect(plane["source"].elements.count == 80 && plane["target"].elements.suffix(2) == [.null, .null])
    #expect(plane["spectrum"]["kept"].integer == 1)
  }

  @Test("numbers are shortened to digits that show, and none is not finite")
  func numbers() {
    #expect((2.0 / 3).shortened() == 0.66666667)
    #expect((1e300 / 7).shortened(to: 3) == 1.43e299)
    #expect((1.0 / 3e-300).shortened(to: 3) == 3.33e299)
    #expect((1e-310).shortened() != nil && (0.0).shortened() == 0)
    #expect((-123456.789).shortened(to: 3) == -123000)
    #expect(Double.nan.shortened() == nil && Double.infinity.shortened() == nil)
  }

  @Test("classes past digits and letters have characters of their own")
  func letters() {
    let alphabet = Array(ClassLetters.alphabet(classes: 300))
    #expect(Set(alphabet).count == 300 && !alphabet.contains(ClassLetters.none))
    #expect(ClassLetters.text([0, nil, 299]) == "0-\(alphabet[299])")
  }
}
