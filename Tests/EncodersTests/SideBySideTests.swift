import Datasets
import Diagnostics
import Foundation
import LinearAlgebra
import Locks
import Randomness
import StrictYAML
import Testing

@testable import Encoders

@Suite("Chains side by side")
struct SideBySideTests {
  private let source: GeneratedSource
  private let seed = Seed(base: 4)

  init() throws {
    source = try GeneratedSource([
      "mat": (0..<8).map { .grid(grid(UInt64($0), 40, shape: [8, 4])) },
      "imu": (0..<8).map { .series(series(UInt64($0), 30 + $0)) },
    ])
  }

  private func decode(_ yaml: String) throws -> EncoderChain {
    try StrictYAML.decode(EncoderChain.self, from: yaml, file: "chain.yaml")
  }

  private func columns(_ yaml: String, of modality: String = "imu", threads: Int = 2) throws -> [[Float]] {
    let encoded = try encode(
      source, modality: modality, chain: decode(yaml), fittedOn: [0, 1, 2], seed: seed, threads: threads)
    return (0..<8).map { encoded.matrix.column($0).map { Float($0) } }
  }

  private let rocket = "[{resample: {frames: 24}}, standardise-channels, {minirocket: {features: 168}}]"

  @Test("features stand one below the other: the first chain's as if alone, as are those that draw nothing")
  func stacked() throws {
    let both = try columns("[\(rocket), [differences, statistics]]")
    let (first, second) = (try columns(rocket), try columns("[differences, statistics]"))
    for row in 0..<8 { #expect(both[row] == first[row] + second[row]) }
  }

  @Test("grids: a coarse series and maps of one recording")
  func grids() throws {
    let series = "[{grid-series: {rows: 2, columns: 2}}, {resample: {frames: 16}}, {minirocket: {features: 84}}]"
    let both = try columns("[\(series), [pressure-maps]]", of: "mat")
    let (first, second) = (try columns(series, of: "mat"), try columns("[pressure-maps]", of: "mat"))
    for row in 0..<8 { #expect(both[row] == first[row] + second[row]) }
  }

  @Test("what a later chain draws depends on its place, not on the chains before it, and is not what the first draws")
  func seeds() throws {
    let after = try columns("[[statistics], \(rocket)]")
    let afterOther = try columns("[[catch22], \(rocket)]")
    let alone = try columns(rocket)
    for row in 0..<8 {
      #expect(after[row].suffix(168) == afterOther[row].suffix(168))
      #expect(Array(after[row].suffix(168)) != alone[row])
    }
  }

  @Test("features do not depend on the number of threads", arguments: [1, 3])
  func threads(threads: Int) throws {
    let text = "[\(rocket), [statistics]]"
    #expect(try columns(text, threads: threads) == columns(text))
  }

  @Test("what is true of one chain is true of all where all must be asked")
  func properties() throws {
    let chain = try decode("[[resample, statistics], \(rocket)]")
    #expect(chain.name == "resample > statistics + resample > standardise-channels > minirocket")
    #expect(chain.isFitted)
    #expect(chain.drawsNumbers)
    #expect(chain.input == .series)
    #expect(chain.parts.map(\.name) == ["resample > statistics", "resample > standardise-channels > minirocket"])
    let plain = try decode("[[statistics], [catch22]]")
    #expect(!plain.isFitted)
    #expect(!plain.drawsNumbers)
    #expect(try encode(source, modality: "imu", chain: plain, fittedOn: [1], seed: seed).fittedOn == nil)
    #expect(try encode(source, modality: "imu", chain: chain, fittedOn: [1], seed: seed).fittedOn == ["s1"])
  }

  @Test("the canonical form is a list of lists and reads back; one chain stays a list of links")
  func canonical() throws {
    let chain = try decode("[[magnitudes, catch22], [{resample: {frames: 9}}, statistics]]")
    let json = try chain.canonicalJSON()
    #expect(json.hasPrefix(#"[[{"magnitudes":{}},{"catch22":"#))
    #expect(try decode(json) == chain)
    #expect(try JSONDecoder().decode(EncoderChain.self, from: Data(json.utf8)) == chain)
    #expect(try decode("[magnitudes, catch22]").canonicalJSON().hasPrefix(#"[{"magnitudes":{}},"#))
    #expect(try decode("[[catch22], [statistics]]") != decode("[[statistics], [catch22]]"))
  }

  @Test("progress counts the recordings of every chain")
  func progress() throws {
    let steps = Mutex<[Int]>([])
    _ = try encode(
      source, modality: "imu", chain: decode("[\(rocket), [statistics]]"), fittedOn: [0], seed: seed
    ) { done, of in
      #expect(of == 24)
      steps.withLock { $0.append(done) }
    }
    #expect(steps.withLock { $0 } == Array(1...24))
  }

  @Test(
    "what cannot stand side by side is refused with its reason",
    arguments: [
      ("[[statistics]]", "a single list in a list"),
      ("[[statistics], catch22]", "the link 'catch22' beside a list"),
      ("[[[statistics], [catch22]], [resample, statistics]]", "lists in a list in a list"),
      ("[[statistics], [statistics]]", "'statistics' twice with the same parameters"),
      ("[[statistics], [{statistics: {levels: [1, 2, 4]}}]]", "'statistics' twice with the same parameters"),
      ("[[statistics], [frames]]", "'frames', which gives frames"),
      (
        "[[statistics], [depth-motion-maps]]",
        "'depth-motion-maps', which takes a depth video, beside 'statistics', which takes a time series"
      ),
      ("[[statistics], []]", "an empty list"),
      ("[[statistics], [resample]]", "the stage 'resample' at the end"),
      ("[[statistics], [catch2]]", "unknown name 'catch2'"),
    ])
  func refusals(yaml: String, found: String) {
    let error = #expect(throws: InputError.self) { try decode(yaml) }
    #expect(error?.found == found)
    #expect(error?.place.hasPrefix("chain.yaml") == true)
  }
}
