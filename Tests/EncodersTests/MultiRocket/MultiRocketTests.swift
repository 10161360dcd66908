import Datasets
import Foundation
import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Encoders

@Suite("MultiRocket")
struct MultiRocketTests {
  struct Fixture: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
      let name: String
      let input: [[[Float]]]
      let channelCounts: [Int]
      let channelIndices: [Int]
      let dilations: [Int]
      let featuresPerDilation: [Int]
      let biases: [Float]
      let output: [[Float]]
      var testDescription: String { name }

      /// The transform with aeon's parameters.
      var part: MultiRocketPart {
        var sets: [[Int]] = []
        var start = 0
        for count in channelCounts {
          sets.append(Array(channelIndices[start..<(start + count)]))
          start += count
        }
        return MultiRocketPart(
          frames: input[0][0].count, channels: input[0].count,
          dilations: Array(inStep(dilations, featuresPerDilation)).map { (dilation: $0.0, biases: $0.1) },
          channelSets: sets, biases: biases)
      }
    }
    let cases: [Case]

    static func load() throws -> Fixture {
      try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: fixture("multirocket")))
    }
  }

  @Test("with aeon's parameters every pooled number is aeon's to 1e-6", arguments: try nonEmpty(Fixture.load().cases))
  func transform(fixture: Fixture.Case) {
    for (input, expected) in inStep(fixture.input, fixture.output) {
      let found = fixture.part.pooled(Matrix(columns: input))
      #expect(found.count == expected.count)
      for (a, b) in inStep(found, expected) { #expect(abs(a - b) <= 1e-6 * max(1, abs(b))) }
    }
  }

  @Test("the pooled numbers of a known convolution")
  func pools() {
    let values: [Float] = [1, 2, -1, 3, 4, 5, -1, -1, 1]
    let found = values.withUnsafeBufferPointer { MultiRocketPools($0, bias: 0) }
    #expect(found.share == Float(6) / 9 && found.stretch == 4)
    #expect(found.mean == Float(16) / 6 && found.place == Float(0 + 1 + 3 + 4 + 5 + 8) / 6)
    let none = values.withUnsafeBufferPointer { MultiRocketPools($0, bias: 9) }
    #expect(none.share == 0 && none.mean == 0 && none.place == -1 && none.stretch == 1)
  }

  @Test("its shares of the series are those that MiniRocket counts with the same channels and biases")
  func shares() {
    let recording = series(3, 50, channels: 4).values.transposed()
    var part = MultiRocketPart(biases: 200, maximumDilations: 32, frames: 50, channels: 4, seed: Seed(base: 1))
    part.fitBiases([recording], seed: Seed(base: 1))
    let other = MiniRocketCombinations(
      frames: 50, channels: 4, dilations: part.dilations.map { (dilation: $0.dilation, features: $0.biases) },
      channelCounts: part.channelSets.map(\.count), channelIndices: part.channelSets.flatMap { $0 },
      biases: part.biases)
    // A bias that is a value of the convolution itself falls on either side of it with the order of
    // the sums.
    let test = series(4, 50, channels: 4).values.transposed()
    let (a, b) = (part.pooled(test).prefix(part.biases.count), other.proportions(of: test))
    for (x, y) in inStep(a, b) { #expect(abs(x - y) < 1e-6) }
  }

  @Test("50,000 features asked for are 49,728, half of them of the differences")
  func counts() throws {
    let fitted = try MultiRocket().fit([.series(series(1, 32))], seed: Seed(base: 0))
    #expect(fitted.dimension == 49_728)
    let differences = MultiRocketPart.differences(Matrix(columns: [[1, 3, 2], [0, 5, 5]]))
    #expect(differences == Matrix(columns: [[2, -1], [5, 0]]))
  }
}
