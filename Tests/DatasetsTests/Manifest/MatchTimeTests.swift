import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("Expressions and windows of manifests that never end") struct MatchTimeTests {
  @Test("matching that ends gives its value or its error; one that does not is refused with the expression")
  func bounds() throws {
    #expect(try MatchTime.bounded("x", count: 1, place: "a") { 7 } == 7)
    let own = #expect(throws: InputError.self) {
      try MatchTime.bounded("x", count: 1, place: "a") { throw InputError("b", found: "c", expected: "d") }
    }
    #expect(own?.place == "b")
    let late = #expect(throws: InputError.self) {
      try MatchTime.bounded("(a+)+$", count: 1, seconds: 0.01, place: "pattern") { Thread.sleep(forTimeInterval: 1) }
    }
    #expect(late?.place == "pattern" && late?.found.contains("(a+)+$") == true)
  }

  @Test(
    "windows that begin less than a frame apart are refused, by the fastest modality", arguments: [0.998, 0.99999999])
  func windows(overlap: Double) throws {
    let window = Window(seconds: 4, overlap: overlap)
    let refusal = #expect(throws: InputError.self) { try window.check(rates: [1, 50], place: "w") }
    #expect(refusal?.place == "w" && refusal?.advice.contains("overlap") == true)
    try Window(seconds: 4, overlap: 0.99).check(rates: [1, 50], place: "w")
    try Window(seconds: 4).check(rates: [1], place: "w")
  }
}
