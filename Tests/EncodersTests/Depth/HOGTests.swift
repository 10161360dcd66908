import Datasets
import Diagnostics
import Foundation
import Randomness
import StrictYAML
import TestSupport
import Testing

@testable import Encoders

@Suite("Histograms of oriented gradients")
struct HOGTests {
  struct Fixture: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
      let rows: Int
      let columns: Int
      let orientations: Int
      let cell: Int
      let block: Int
      let picture: [Double]
      let features: [Double]
      var testDescription: String { "\(rows) x \(columns), cells of \(cell)" }
    }
    let cases: [Case]

    static func load() throws -> Fixture {
      try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: fixture("hog")))
    }
  }

  private func encode(_ video: DepthVideo, _ text: String = "{}") throws -> [Float] {
    let encoder = try StrictYAML.decode(HOG.self, from: text, file: "test")
    return try encoder.fit([.depth(video)], seed: Seed(base: 0)).encode(.depth(video))
  }

  @Test("the histograms of a picture are scikit-image's to 1e-6", arguments: try nonEmpty(Fixture.load().cases))
  func peer(fixture: Fixture.Case) {
    let gradients = OrientedGradients(
      orientations: fixture.orientations, cell: fixture.cell, block: fixture.block)
    let found = gradients(fixture.picture, rows: fixture.rows, columns: fixture.columns)
    #expect(found.count == fixture.features.count)
    #expect(found.count == gradients.dimension(rows: fixture.rows, columns: fixture.columns))
    for (a, b) in inStep(found, fixture.features) { #expect(abs(a - b) <= 1e-6) }
  }

  @Test("a slope has one orientation, and the opposite slope the same", arguments: [1.0, -1])
  func slope(sign: Double) {
    // Rows run fastest: down the rows is 90 degrees, bin 4 of 9; across the columns 0 degrees, bin
    // 0.
    let gradients = OrientedGradients(orientations: 9, cell: 4, block: 1)
    let down = gradients((0..<144).map { sign * Double($0 % 12) }, rows: 12, columns: 12)
    let across = gradients((0..<144).map { sign * Double($0 / 12) }, rows: 12, columns: 12)
    for cell in 0..<9 {
      for bin in 0..<9 {
        #expect(abs(down[9 * cell + bin] - (bin == 4 ? 1 : 0)) < 1e-6)
        #expect(abs(across[9 * cell + bin] - (bin == 0 ? 1 : 0)) < 1e-6)
      }
    }
  }

  @Test("a video that stands still, shows nothing or has one frame gives zeros")
  func still() throws {
    let one = video(1, 1)
    let frame = one.millimetres
    let still = DepthVideo(height: 30, width: 40, frames: 6, millimetres: (0..<6).flatMap { _ in frame }, rate: 30)
    let nothing = DepthVideo(height: 5, width: 4, frames: 3, millimetres: [UInt16](repeating: 0, count: 60), rate: 30)
    for video in [one, still, nothing] {
      let features = try encode(video)
      #expect(features == [Float](repeating: 0, count: 3_420))
    }
  }

  @Test("where the person stands in the picture, and how far away, does not matter")
  func moved() throws {
    let near = video(2, 20)
    var pixels = [UInt16](repeating: 0, count: 40 * 60 * 20)
    for t in 0..<20 {
      for x in 0..<40 {
        for y in 0..<30 {
          let value = near.millimetres[(t * 40 + x) * 30 + y]
          pixels[(t * 60 + x + 15) * 40 + y + 4] = value == 0 ? 0 : value + 500
        }
      }
    }
    let moved = DepthVideo(height: 40, width: 60, frames: 20, millimetres: pixels, rate: 30)
    let (a, b) = (try encode(near), try encode(moved))
    #expect(a == b && a.contains { $0 > 0 })
  }

  @Test("the features of a level of four segments are halved")
  func levels() throws {
    let video = video(4, 40)
    let (one, both) = (try encode(video), try encode(video, "{levels: [1, 4]}"))
    #expect(one.count == 3_420 && both.count == 5 * 3_420)
    #expect(Array(both.prefix(1_260)) == Array(one.prefix(1_260)))
    #expect(both.dropFirst(1_260).prefix(4 * 1_260).allSatisfy { $0 >= 0 && $0 <= 0.5 })
  }

  @Test(
    "blocks larger than a picture are refused",
    arguments: ["{rows: 3, block: 4}", "{block: 7}", "{rows: 1}", "{distances: 2, block: 3}"])
  func refused(text: String) {
    #expect(throws: InputError.self) { try StrictYAML.decode(HOG.self, from: text, file: "test") }
  }
}
