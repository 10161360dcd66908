import Datasets
import Diagnostics
import Foundation
import LinearAlgebra
import Parallelism
import Randomness
import TestSupport
import Testing

@testable import Encoders

@Suite("MiniRocket")
struct MiniRocketTests {
  @Test("with aeon's parameters every count is aeon's", arguments: try nonEmpty(AeonFixture.load().cases))
  func transform(fixture: AeonFixture.Case) throws {
    let combinations = MiniRocketCombinations(
      frames: fixture.frames, channels: fixture.channels,
      dilations: Array(inStep(fixture.dilations, fixture.featuresPerDilation)).map { (dilation: $0.0, features: $0.1) },
      channelCounts: fixture.channelCounts, channelIndices: fixture.channelIndices, biases: fixture.biases)
    for (input, expected) in inStep(fixture.input, fixture.output) {
      let found = combinations.proportions(of: Matrix(columns: input))
      #expect(found.count == expected.count)
      var feature = 0
      for (place, (dilation, features)) in combinations.dilations.enumerated() {
        for kernel in 0..<MiniRocketKernels.count {
          let length = Float(fixture.frames - ((place + kernel) % 2 == 0 ? 0 : 8 * dilation))
          for _ in 0..<features {
            #expect((found[feature] * length).rounded() == (expected[feature] * length).rounded(), "feature \(feature)")
            #expect(abs(found[feature] - expected[feature]) < 1e-6)
            feature += 1
          }
        }
      }
    }
  }

  @Test("fitted on one training recording of one channel, the biases are aeon's")
  func biases() throws {
    let fixture = try #require(try AeonFixture.load().cases.first { $0.training != nil && $0.channels == 1 })
    let training = try #require(fixture.training).map { Matrix<Float>(columns: $0) }
    var combinations = MiniRocketCombinations(
      features: fixture.features, maximumDilations: 32, frames: fixture.frames, channels: 1, seed: Seed(base: 3))
    combinations.fitBiases(training, seed: Seed(base: 3))
    #expect(combinations.biases.count == fixture.biases.count)
    // aeon keeps quantiles in single precision; one lies between values as far apart as 10.
    for (found, expected) in inStep(combinations.biases, fixture.biases) { #expect(abs(found - expected) < 1e-4) }
  }

  @Test("dilations and features a dilation are aeon's for many lengths")
  func spread() throws {
    // 25 frames: 2^log2(3) is 3 or a hair less as the machine rounds, with numpy as with any other;
    // see the next test.
    for row in try AeonFixture.load().spread where row.frames != 25 {
      let found = MiniRocketKernels.dilations(frames: row.frames, features: row.features, maximum: row.maximum)
      #expect(found.map(\.dilation) == row.dilations, "\(row.frames) frames, \(row.features) features")
      #expect(found.map(\.features) == row.shares, "\(row.frames) frames, \(row.features) features")
    }
  }

  @Test("the widest kernel spans the series wherever one can span it exactly", arguments: 1...60)
  func widest(dilation: Int) {
    for features in [84 * 2, 84 * 5, 10_000] {
      let found = MiniRocketKernels.dilations(frames: 8 * dilation + 1, features: features, maximum: 32)
      #expect(found.last?.dilation == dilation)
      #expect(found.reduce(0) { $0 + $1.features } == features / 84)
      #expect(zip(found, found.dropFirst()).allSatisfy { $0.dilation < $1.dilation })
    }
  }

  @Test("there are 84 different kernels, and 10,000 features asked for are 9,996")
  func counts() throws {
    #expect(Set(MiniRocketKernels.places.map { [$0.0, $0.1, $0.2] }).count == 84)
    #expect(MiniRocketKernels.places.allSatisfy { $0 < $1 && $1 < $2 && $2 < 9 })
    let fitted = try MiniRocket().fit([.series(series(1, 32))], seed: Seed(base: 0))
    #expect(fitted.dimension == 9_996)
  }

  @Test("the convolution is the sum of weights times shifted values, zero outside the series", arguments: [1, 2, 5])
  func convolution(dilation: Int) {
    let channel = series(1, 45, channels: 1).values.row(0)
    let work = MiniRocketWorkspace(frames: 45, channels: 1, widest: 5)
    defer { work.deallocate() }
    channel.withUnsafeBufferPointer { work.load($0) }
    work.sumShifted(channel: 0, dilation: dilation)
    for (kernel, places) in MiniRocketKernels.places.enumerated() where kernel % 7 == 0 {
      work.convolve(channels: [0], kernel: kernel, dilation: dilation)
      for t in 0..<45 {
        let expected = (0..<9).reduce(Float(0)) { sum, j in
          let at = t + (j - 4) * dilation
          let weight: Float = [places.0, places.1, places.2].contains(j) ? 2 : -1
          return sum + (at >= 0 && at < 45 ? weight * channel[at] : 0)
        }
        #expect(abs(work.output[t] - expected) < 1e-3)
      }
    }
  }

  @Test("for any number of biases each share is that of one comparison after another", arguments: 1...50)
  func counting(biases count: Int) {
    let values = series(7, 45, channels: 1).values.row(0)
    let work = MiniRocketWorkspace(frames: 45, channels: 1, widest: 5)
    defer { work.deallocate() }
    for (place, value) in values.enumerated() { work.output[place] = value }
    // Values themselves among the biases: what equals a bias does not exceed it.
    let biases: [Float] = (0..<count).map { place in
      let added: Float = place % 3 == 0 ? 0.01 : 0
      return values[(place * 7) % 45] + added
    }
    for margin in [0, 4, 20, 22] {
      let features = [Float](room: count) { features, initialised in
        biases.withUnsafeBufferPointer { work.proportions(margin: margin, biases: $0, into: features) }
        initialised = count
      }
      let inside = values[margin..<(45 - margin)]
      let expected: [Float] = biases.map { bias in
        let above = inside.filter { $0 > bias }
        return Float(above.count) / Float(inside.count)
      }
      #expect(features == expected)
    }
  }

  @Test("features are shares: from 0 to 1, whatever the scale of an unseen recording")
  func shares() throws {
    let training = (0..<4).map { Signal.series(series(UInt64($0), 50)) }
    let fitted = try MiniRocket { $0.features = 840 }.fit(training, seed: Seed(base: 0))
    for scale: Float in [0, 1e-3, 1, 1e6] {
      let features = try fitted.encode(.series(series(9, 50, scale: scale)))
      #expect(features.allSatisfy { $0 >= 0 && $0 <= 1 })
    }
  }

  @Test("scaling all recordings by a power of two changes no feature")
  func scaling() throws {
    func features(_ scale: Float) throws -> [Float] {
      let training = (0..<3).map { Signal.series(series(UInt64($0), 40, scale: scale)) }
      return try MiniRocket { $0.features = 420 }.fit(training, seed: Seed(base: 1)).encode(training[2])
    }
    #expect(try features(1) == features(64))
  }

  @Test("another seed gives other features, the same seed the same")
  func seeds() throws {
    let training = (0..<3).map { Signal.series(series(UInt64($0), 40)) }
    func features(_ seed: UInt64) throws -> [Float] {
      try MiniRocket { $0.features = 420 }.fit(training, seed: Seed(base: seed)).encode(training[0])
    }
    #expect(try features(1) == features(1))
    #expect(try features(1) != features(2))
  }

  @Test("a recording of another length is refused with the advice to resample")
  func lengths() throws {
    let fitted = try MiniRocket { $0.features = 84 }.fit([.series(series(1, 40))], seed: Seed(base: 0))
    for frames in [12, 39, 41] {
      let error = #expect(throws: InputError.self) { try fitted.encode(.series(series(2, frames))) }
      #expect(error?.advice.contains("resample") == true)
    }
    let short = #expect(throws: InputError.self) {
      try MiniRocket().fit([.series(series(1, 8))], seed: Seed(base: 0))
    }
    #expect(short?.advice.contains("resample") == true)
  }
}

/// What aeon computed; made by `Tests/Peers/encoders/minirocket.py`.
struct AeonFixture: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let frames: Int
    let channels: Int
    let features: Int
    let training: [[[Float]]]?
    let input: [[[Float]]]
    let channelCounts: [Int]
    let channelIndices: [Int]
    let dilations: [Int]
    let featuresPerDilation: [Int]
    let biases: [Float]
    let output: [[Float]]

    var testDescription: String { name }
  }

  struct Spread: Decodable {
    let frames: Int
    let features: Int
    let maximum: Int
    let dilations: [Int]
    let shares: [Int]

    init(from decoder: any Decoder) throws {
      var row = try decoder.unkeyedContainer()
      frames = try row.decode(Int.self)
      features = try row.decode(Int.self)
      maximum = try row.decode(Int.self)
      dilations = try row.decode([Int].self)
      shares = try row.decode([Int].self)
    }
  }

  let cases: [Case]
  let spread: [Spread]

  static func load() throws -> AeonFixture {
    try JSONDecoder().decode(AeonFixture.self, from: Data(contentsOf: fixture("minirocket")))
  }
}
