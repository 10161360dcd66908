import Datasets
import Diagnostics
import Randomness
import StrictYAML
import Testing

@testable import Encoders

@Suite("Chains that begin with a grid")
struct GridChainTests {
  private let source: GeneratedSource

  init() throws {
    source = try GeneratedSource(["mat": (0..<8).map { .grid(grid(UInt64($0), 40, shape: [8, 4])) }])
  }

  private func features(_ yaml: String) throws -> ModalityMatrix {
    let chain = try StrictYAML.decode(EncoderChain.self, from: yaml, file: "chain.yaml")
    let encoded = try encode(source, modality: "mat", chain: chain, fittedOn: [0, 1, 2], seed: Seed(base: 3))
    return ModalityMatrix(
      rows: encoded.matrix.rows, columns: (0..<8).map { encoded.matrix.column($0).map { Float($0) } })
  }

  private struct ModalityMatrix {
    let rows: Int
    let columns: [[Float]]
  }

  @Test(
    "every encoder of series takes grids, as cells and as a coarse series",
    arguments: ["cells", "grid-series", "{grid-series: {foreground: low, scaled: true, compression: square-root}}"],
    ["statistics", "catch22", "{minirocket: {features: 168}}", "{multirocket: {features: 672}}", "frames"])
  func encoders(stage: String, encoder: String) throws {
    let found = try features("[\(stage), {resample: {frames: 32}}, standardise-channels, \(encoder)]")
    #expect(found.rows > 0)
    #expect(!found.columns.contains { $0.contains { !$0.isFinite } })
    #expect(Set(found.columns).count == 8, "different recordings have different features")
  }

  @Test("frames of a coarse series are its channels, frame by frame")
  func frames() throws {
    #expect(try features("[{grid-series: {rows: 2, columns: 3}}, {frames: {count: 5}}]").rows == (2 * 6 + 5 + 11) * 5)
  }

  @Test("an encoder of grids does not take a series, nor a stage of grids a depth video's encoder after it")
  func kinds() {
    for chain in ["[resample, pressure-maps]", "[cells, grid-motion-maps]", "[grid-series, depth-motion-maps]"] {
      let error = #expect(throws: InputError.self, "\(chain)") { try features(chain) }
      #expect(error?.expected.contains("a link that takes a time series") == true)
    }
  }
}
