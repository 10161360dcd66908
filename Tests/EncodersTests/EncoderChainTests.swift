import Diagnostics
import Foundation
import StrictYAML
import Testing

@testable import Encoders

@Suite("Encoder chains")
struct EncoderChainTests {
  private func decode(_ yaml: String) throws -> EncoderChain {
    try StrictYAML.decode(EncoderChain.self, from: yaml, file: "chain.yaml")
  }

  @Test("a list of names and of names with parameters becomes a chain; what is left out is the default")
  func reading() throws {
    let chain = try decode("[root-relative, {resample: {frames: 32}}, {minirocket: {features: 1000}}]")
    #expect(chain.name == "root-relative > resample > minirocket")
    #expect(chain.isFitted)
    #expect(chain.stages[0] as? RootRelative == RootRelative())
    #expect(try chain.stages[1] as? Resample == Resample({ $0.frames = 32 }))
    #expect(try chain.encoder as? MiniRocket == MiniRocket({ $0.features = 1_000 }))
    #expect(try !decode("[depth-motion-maps]").isFitted)
    #expect(try decode("[depth-motion-maps]").input == .depth)
    #expect(try decode("[standardise-channels, statistics]").isFitted)
    #expect(try !decode("[magnitudes, statistics]").isFitted)
  }

  @Test("the canonical form says every default, and reads back as the same chain")
  func canonical() throws {
    let chain = try decode("[resample, differences, {statistics: {levels: [1, 3]}}]")
    let json = try chain.canonicalJSON()
    #expect(
      json == #"[{"resample":{"frames":64}},{"differences":{}},"#
        + #"{"statistics":{"levels":[1,3],"quantiles":[0.1,0.25,0.5,0.75,0.9]}}]"#)
    #expect(try JSONDecoder().decode(EncoderChain.self, from: Data(json.utf8)) == chain)
    #expect(try decode(json) == chain, "JSON is YAML")
    #expect(try decode("[resample, minirocket: ]") == decode("[{resample: {}}, {minirocket: {}}]"))
  }

  @Test("every link reads its own canonical form back")
  func everyLink() throws {
    for entry in SignalStageRegistry.entries {
      let chain = try EncoderChain([entry.init()], entry.output == .depth ? DepthMotionMaps() : Statistics())
      #expect(try decode(chain.canonicalJSON()) == chain)
    }
    for entry in EncoderRegistry.entries {
      let chain = try EncoderChain([], entry.init())
      #expect(try decode(chain.canonicalJSON()) == chain)
      #expect(try decode("[\(entry.name)]") == chain)
    }
  }

  @Test(
    "what cannot be a chain is refused with its reason",
    arguments: [
      ("[]", "an empty list", "Encoders:"),
      ("[resample]", "the stage 'resample' at the end", "minirocket"),
      ("[minirocket, statistics]", "the encoder 'minirocket' before the end", "resample"),
      ("[resampel, statistics]", "unknown name 'resampel'", "Did you mean 'resample'?"),
      ("[{resample: {frames: 1}}, statistics]", "1", ""),
      ("[{resample: {frame: 9}}, statistics]", "unknown key 'frame'", "Did you mean 'frames'?"),
      ("[{differences: {order: 2}}, statistics]", "unknown key 'order'", ""),
      ("[{resample: {frames: many}}, statistics]", "'many'", ""),
      ("[{minirocket: {features: 83}}]", "83", ""),
      ("[{statistics: {levels: [2, 1]}}]", "[2, 1]", ""),
      ("[{statistics: {levels: []}}]", "[]", ""),
      ("[{statistics: {quantiles: [0.5, 1.5]}}]", "[0.5, 1.5]", ""),
      (
        "[resample, depth-motion-maps]", "'depth-motion-maps' after 'resample', which gives a time series",
        "depth video"
      ),
      ("[{resample: {}, statistics: {}}]", "an item of another form", "resample: {frames: 64}"),
      ("[[resample], statistics]", "the stage 'resample' at the end", ""),
      ("minirocket", "'minirocket'", ""),
    ])
  func refusals(yaml: String, found: String, advice: String) {
    let error = #expect(throws: InputError.self) { try decode(yaml) }
    #expect(error?.found == found)
    #expect(error?.advice.contains(advice) == true || advice.isEmpty, "\(error?.advice ?? "")")
    #expect(error?.place.hasPrefix("chain.yaml") == true)
  }

  @Test("without a decoder that knows the place, the place is the link and the parameter")
  func placeInJSON() {
    let error = #expect(throws: InputError.self) {
      try JSONDecoder().decode(EncoderChain.self, from: Data(#"[{"minirocket":{"features":1}}]"#.utf8))
    }
    #expect(error?.place == "minirocket: features")
  }
}
