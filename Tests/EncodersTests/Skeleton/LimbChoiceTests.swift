import Diagnostics
import LinearAlgebra
import Randomness
import StrictYAML
import Testing

@testable import Datasets
@testable import Encoders

/// Which limbs and joints there are, and in which unit.
@Suite("Limbs, joints and units of limb-kinematics")
struct LimbChoiceTests {
  private func stage(_ text: String) throws -> LimbKinematics {
    try StrictYAML.decode(LimbKinematics.self, from: text, file: "test")
  }

  /// The channels of one limb.
  private func rows(_ found: LimbChannels, _ limb: String) -> [[Float]] {
    found.series.channels.indices.filter { found.series.channels[$0].hasPrefix(limb + "-") }
      .map { found.series.values.row($0) }
  }

  @Test("`all` is every limb, and each is what it is alone", arguments: Limb.allCases)
  func all(limb: Limb) throws {
    let scene = skeleton(1, 20)
    let all = try LimbChannels(scene, "{limbs: all}")
    #expect(all.series.values.rows == 31 * 9)
    let alone = try LimbChannels(scene, "{limbs: [\(limb.rawValue)]}")
    #expect(alone.series.values.rows == 31)
    #expect(rows(all, limb.rawValue) == rows(alone, limb.rawValue))
  }

  @Test("`placement` is the limbs that other modalities are worn on")
  func placement() throws {
    let scene = skeleton(2, 20)
    let found = try LimbChannels(scene, "{limbs: placement}", worn: [.leftShank, .rightForearm])
    let named = try LimbChannels(scene, "{limbs: [left-shank, right-forearm]}")
    #expect(found.series.channels == named.series.channels && found.series.values == named.series.values)
    let error = #expect(throws: InputError.self) { try LimbChannels(scene, "{limbs: placement}") }
    #expect(error?.advice.contains("worn: [right-forearm]") == true)
  }

  @Test("the manifest says what is worn where: all other modalities, each limb once")
  func worn() throws {
    var source = try GeneratedSource([
      "skeleton": (0..<3).map { .series(skeleton(UInt64($0), 20)) }, "wrist": [], "leg": [],
    ])
    func modality(_ name: String, _ worn: [Limb]?) -> Modality {
      var result = Modality(name: name, title: "", rate: 30, channels: kinectChannels, units: ["m"], placement: "")
      result.worn = worn
      return result
    }
    source.declared = [
      modality("wrist", [.leftForearm]), modality("skeleton", [.trunk]), modality("leg", [.leftShank, .leftForearm]),
      modality("camera", nil),
    ]
    #expect(StageContext(of: "skeleton", in: source.manifest).worn == [.leftForearm, .leftShank])
    func features(_ text: String) throws -> Matrix<Float> {
      try encode(
        source, modality: "skeleton", chain: EncoderChain([stage(text)], Statistics()), fittedOn: [],
        seed: Seed(base: 0)
      ).matrix
    }
    #expect(try features("{limbs: placement}") == features("{limbs: [left-forearm, left-shank]}"))
    #expect(try features("{limbs: placement}") != features("{limbs: [left-shank, left-forearm]}"))
  }

  @Test("a limb by its joints is the standard limb of the same joints; a point may be the middle of two")
  func ownLimb() throws {
    let scene = skeleton(3, 20)
    let own = try LimbChannels(
      scene, "{limbs: [{name: mine, end: right-wrist, start: right-elbow, before: right-shoulder}]}")
    let standard = try LimbChannels(scene, "{limbs: [right-forearm]}")
    #expect(own.series.channels[0] == "mine-direction-x" && own.series.values == standard.series.values)
    let middle = try LimbChannels(
      scene,
      "{limbs: [{name: mine, end: head, start: left-hip + right-hip, before: left-hip}], root: left-hip+right-hip}")
    let (head, hips) = (try #require(scene.channels.firstIndex(of: "head-x")), scene.channels)
    let left = try #require(hips.firstIndex(of: "left-hip-x")), right = try #require(hips.firstIndex(of: "right-hip-x"))
    for t in 0..<20 {
      let along = (0..<3).map { axis in
        Double(scene.values[head + axis, t])
          - Double(scene.values[left + axis, t] + scene.values[right + axis, t]) / 2
      }
      // Smoothing moves joints by some millimetres.
      #expect(abs(try middle.number("mine-gravity-x", t) - along[1] / length(SIMD3(along))) < 0.05)
    }
  }

  /// The recording with other names of joints.
  private func renamed(_ series: TimeSeries, _ name: (String) -> String) -> TimeSeries {
    TimeSeries(
      values: series.values, rate: series.rate,
      channels: series.channels.map { name(String($0.dropLast(2))) + $0.suffix(2) })
  }

  @Test("the same body under the names of another tree gives the same, to the bit")
  func trees() throws {
    let scene = skeleton(4, 25)
    let expected = try LimbChannels(scene, "{limbs: all}")
    let second = renamed(scene) { joint in
      let centres = ["hip-center": "spine-base", "shoulder-center": "spine-shoulder", "spine": "spine-mid"]
      guard let dash = joint.firstIndex(of: "-"), centres[joint] == nil else { return centres[joint] ?? joint }
      return joint[joint.index(after: dash)...] + "-" + joint[..<dash]
    }
    let human = renamed(scene) { joint in
      let others = [
        "hip-center": "hip", "shoulder-center": "thorax", "right-ankle": "right-foot", "left-ankle": "left-foot",
        "right-foot": "right-toes", "left-foot": "left-toes",
      ]
      return others[joint] ?? joint
    }
    for (text, series) in [("tree: kinect-v2", second), ("tree: h36m, up: y", human)] {
      let units = Dictionary(uniqueKeysWithValues: series.channels.map { ($0, "m") })
      let found = try LimbChannels(series, "{limbs: all, \(text)}", units: units)
      #expect(found.series.channels == expected.series.channels && found.series.values == expected.series.values)
    }
    let coco = try LimbChannels(scene, "{limbs: all, tree: coco, up: y}")
    #expect(coco.series.values.rows == 31 * 9)
    let (here, there) = (rows(coco, "left-shank"), rows(expected, "left-shank"))
    #expect(here[0...2] == there[0...2], "directions have no length")
    #expect(here[6...8] != there[6...8], "the torso's ends differ")
    #expect(try stage("{tree: coco}").up == .minusY && stage("{tree: kinect-v2}").root == "spine-base")
  }

  @Test("a body that hangs in a picture, y down, is the same body upside down")
  func upsideDown() throws {
    let scene = skeleton(5, 25)
    var down = scene
    // Half a turn about x: y and z change their signs, right and left do not.
    for c in 0..<60 where c % 3 > 0 { for t in 0..<25 { down.values[c, t] = -scene.values[c, t] } }
    let (a, b) = try (LimbChannels(scene, "{limbs: all}"), LimbChannels(down, "{limbs: all, up: -y}"))
    for c in 0..<279 { for t in 0..<25 { #expect(abs(a.series.values[c, t] - b.series.values[c, t]) < 5e-3) } }
  }

  @Test("a skeleton in millimetres gives the same, by the manifest or told so", arguments: ["{}", "{length: mm}"])
  func millimetres(text: String) throws {
    let scene = skeleton(6, 30)
    var large = scene
    large.values = 1_000 * scene.values
    let plain = try LimbChannels(scene)
    for units in [kinectUnits("mm"), text == "{}" ? kinectUnits("mm") : [:]] {
      let found = try LimbChannels(large, text, units: units)
      for c in 0..<62 {
        for t in 0..<30 { #expect(abs(found.series.values[c, t] - plain.series.values[c, t]) < 5e-3) }
      }
    }
  }

  @Test("a unit that is unknown, contradicted or none of length is refused with what to write")
  func units() throws {
    let scene = skeleton(7, 20)
    func advice(_ text: String, _ units: [String: String]) -> String? {
      (#expect(throws: InputError.self) { try LimbChannels(scene, text, units: units) })?.advice
    }
    #expect(advice("{}", [:])?.contains("length: m") == true)
    #expect(advice("{}", kinectUnits("unstated"))?.contains("length: torso") == true)
    #expect(advice("{}", kinectUnits("g"))?.contains("length: torso") == true)
    #expect(advice("{tree: h36m}", kinectUnits("m"))?.contains("Check 'tree'") == true)
    #expect(advice("{length: mm}", kinectUnits("m"))?.contains("Leave 'length' out") == true)
    var mixed = kinectUnits("m")
    mixed["right-knee-y"] = "mm"
    #expect(advice("{}", mixed)?.contains("one unit") == true)
    #expect(throws: InputError.self) { try LimbKinematics().fit([.series(scene)]) }
    for units in [[:], kinectUnits("unstated"), kinectUnits("m")] {
      #expect(throws: Never.self) { try LimbChannels(scene, "{length: m}", units: units) }
    }
  }

  @Test("the units of what it gives are known by name, and speak of channels that it gives")
  func unitsAfter() throws {
    let scene = skeleton(8, 20)
    for (text, count) in [("{}", 40), ("{scale: false}", 62), ("{limbs: all}", 180)] {
      let units = try stage(text).units(after: kinectUnits("m"))
      #expect(units.count == count)
      #expect(Set(units.keys).isSubset(of: try LimbChannels(scene, text).series.channels))
      for (channel, unit) in units { #expect(throws: Never.self) { try MeasurementUnit.named(unit, place: channel) } }
    }
    #expect(try stage("{}").units(after: [:])["right-forearm-specific-force-y"] == "g")
    #expect(try stage("{limbs: placement}").units(after: [:])["left-shank-angular-rate-y"] == "rad/s")
  }

  @Test(
    "parameters that cannot be are refused",
    arguments: [
      "{tree: kinect}", "{limbs: []}", "{limbs: some}", "{limbs: [right-arm]}", "{limbs: [trunk, trunk]}",
      "{limbs: [{name: a, end: b, start: b, before: c}]}", "{limbs: [{name: a, end: b, start: c}]}",
      "{limbs: right-forearm}", "{order: 7}", "{length: km}", "{hips: [left-hip]}", "{limb: all}",
    ])
  func refused(text: String) { #expect(throws: InputError.self) { try stage(text) } }

  @Test("what a recording lacks is refused with what to do")
  func missing() throws {
    let scene = skeleton(9, 20)
    let other = renamed(scene) { $0 == "right-wrist" ? "right-wrst" : $0 }
    let error = #expect(throws: InputError.self) { try LimbChannels(other, "{length: m}", units: [:]) }
    #expect(error?.found == "no joint 'right-wrist'" && error?.advice.contains("'right-wrst'") == true)
    #expect(error?.place.contains("limb 'right-forearm' of the tree 'kinect-v1'") == true)
    var timeless = scene
    timeless.rate = 0
    #expect(throws: InputError.self) { try LimbChannels(timeless) }
    for joints in [("right-wrist", "right-elbow"), ("right-elbow", "right-shoulder")] {
      var short = scene
      let from = try #require(scene.channels.firstIndex(of: joints.0 + "-x"))
      let to = try #require(scene.channels.firstIndex(of: joints.1 + "-x"))
      for axis in 0..<3 { for t in 0..<20 { short.values[from + axis, t] = short.values[to + axis, t] } }
      let error = #expect(throws: InputError.self) { try LimbChannels(short) }
      #expect(error?.place.contains("right-forearm") == true)
    }
  }

  @Test(
    "the parameters read back as they are written",
    arguments: ["all", "placement", "[trunk, {name: a, end: b, start: c, before: d}]"])
  func readBack(limbs: String) throws {
    let chain = try EncoderChain([stage("{limbs: \(limbs), tree: coco}")], Statistics())
    let again = try StrictYAML.decode(EncoderChain.self, from: chain.canonicalJSON(), file: "test")
    #expect(again == chain && (again.stages[0] as? LimbKinematics) == (chain.stages[0] as? LimbKinematics))
  }
}
