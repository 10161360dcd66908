import Benchmarking
import Foundation
import TestSupport
import Testing

/// A leaderboard's JSON as anybody reads it.
struct Rows {
  let rows: [[String: Any]]

  init(_ json: String) throws {
    rows = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
  }

  /// The rows of a method in a direction, with the given parameters.
  func all(_ alignment: String, _ source: String, _ target: String, _ parameters: [String: Int] = [:]) -> [[String:
    Any]]
  {
    rows.filter { row in
      let own = row["alignmentParameters"] as? [String: Any]
      return row["alignment"] as? String == alignment && row["source"] as? String == source
        && row["target"] as? String == target
        && parameters.allSatisfy { own?[$0.key] as? Int == $0.value }
    }
  }

  func accuracy(_ alignment: String, _ source: String, _ target: String, _ parameters: [String: Int] = [:]) -> Double? {
    all(alignment, source, target, parameters).compactMap { $0["accuracy"] as? Double }.max()
  }
}

/// A record without its times and dates, in canonical form.
private func timeless(_ file: URL) throws -> Data {
  var record = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  record["run"] = nil
  return try JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
}

@Suite("The command 'run'")
struct RunTests {
  @Test(
    "synthetic data: alignment is exact, records are reused, and one that is deleted comes back with the same bytes")
  func synthetic() throws {
    let results = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: results) }
    func run() throws -> HARTransfer.Output {
      try HARTransfer.run("run", "Configs/synthetic.yaml", "--results", results.path, "--format", "json")
    }
    let first = try run()
    #expect(first.code == 0)
    let rows = try Rows(first.standardOutput)
    let perfect = try #require(rows.all("perfect", "modality-1", "modality-2").first)
    #expect(try #require(perfect["cmae"] as? Double) < 1e-12)
    #expect(try #require(perfect["cmaeTrain"] as? Double) < 1e-12)
    #expect(try #require(perfect["reconstructionErrorSource"] as? Double) > 0.1)
    #expect(try #require(perfect["reconstructionErrorAfterLinearMapSource"] as? Double) < 1e-10)
    for bound in ["chance", "majority", "none", "source-on-source", "target-supervised", "student-teacher"] {
      #expect(rows.all(bound, "modality-1", "modality-2").count == 1)
    }

    let folder = results.appendingPathComponent("synthetic/records")
    let records = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let victim = folder.appendingPathComponent(records[records.count / 2])
    let before = try timeless(victim)
    let others = try records.map { try Data(contentsOf: folder.appendingPathComponent($0)) }

    let second = try run()
    #expect(second.standardError.contains("\(records.count) reused, 0 computed"))
    #expect(second.standardOutput == first.standardOutput)

    try FileManager.default.removeItem(at: victim)
    let missing = try HARTransfer.run("leaderboard", results.appendingPathComponent("synthetic").path)
    #expect(missing.code == 1)
    let third = try run()
    #expect(third.standardError.contains("\(records.count - 1) reused, 1 computed"))
    #expect(try timeless(victim) == before)
    for (name, data) in inStep(records, others) where name != victim.lastPathComponent {
      #expect(try Data(contentsOf: folder.appendingPathComponent(name)) == data)
    }
  }

  @Test("a misspelt configuration, a missing one and wrong usage end with exit code 2 and say where")
  func refusals() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("wrong.yaml")
    let text = try String(
      contentsOf: HARTransfer.package.appendingPathComponent("Configs/synthetic.yaml"), encoding: .utf8)
    try text.replacing("ridge-cca", with: "ridge-cac").write(to: file, atomically: true, encoding: .utf8)
    let misspelt = try HARTransfer.run("run", file.path, "--results", folder.path)
    #expect(misspelt.code == 2 && misspelt.standardOutput.isEmpty)
    #expect(
      misspelt.standardError.contains("wrong.yaml:") && misspelt.standardError.contains("Did you mean 'ridge-cca'?"))
    #expect(try HARTransfer.run("run", "no-such-file.yaml").code == 2)
    #expect(try HARTransfer.run("run", "--no-such-option").code == 2)
    #expect(try HARTransfer.run("leaderboard", folder.path).code == 2)
    #expect(try HARTransfer.run("inspect", file.path).code == 2)
  }

  @Test("a k that is too large fails its trials, not the others, and the exit code says so")
  func failingTrials() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("large-k.yaml")
    let text = try String(
      contentsOf: HARTransfer.package.appendingPathComponent("Configs/synthetic.yaml"), encoding: .utf8)
    try text.replacing("perfect: {k: 2}", with: "perfect: {k: [2, 99]}").write(
      to: file, atomically: true, encoding: .utf8)
    let output = try HARTransfer.run("run", file.path, "--results", folder.path, "--format", "json")
    #expect(output.code == 1)
    let rows = try Rows(output.standardOutput)
    let failed = try #require(rows.all("perfect", "modality-1", "modality-2", ["k": 99]).first)
    #expect(failed["rank"] is NSNull && failed["failed"] as? Int == 5 && failed["trials"] as? Int == 0)
    #expect(rows.all("perfect", "modality-1", "modality-2", ["k": 2]).first?["rank"] as? Int == 1)
    #expect(output.standardError.contains("at most 4"))
  }
}

/// Needs the recordings of UTD-MHAD in $HARTRANSFER_DATA/utd-mhad; skipped where they are not.
@Suite("UTD-MHAD, end to end", .enabled(if: HARTransfer.hasData("utd-mhad")), .serialized)
struct UTDMHADTests {
  @Test("cross-subject, disjoint: what the alignments and bounds reach")
  func crossSubject() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let cache = folder.appendingPathComponent("cache").path
    let output = try HARTransfer.run(
      "run", "Configs/utd-mhad.yaml", "--results", folder.path, "--cache", cache, "--format", "json")
    #expect(output.code == 0, "\(output.standardError)")
    let rows = try Rows(output.standardOutput)
    #expect(Set(rows.rows.compactMap { "\($0["source"] ?? "") \($0["target"] ?? "")" }).count == 6)
    #expect(try #require(rows.accuracy("ridge-cca", "skeleton", "inertial", ["k": 64])) >= 0.86)
    #expect(try #require(rows.accuracy("perfect", "skeleton", "inertial", ["k": 64])) >= 0.83)
    #expect(try #require(rows.accuracy("student-teacher", "skeleton", "inertial")) >= 0.85)
    #expect(try #require(rows.accuracy("none", "skeleton", "inertial")) <= 0.10)
    #expect(try #require(rows.accuracy("ridge-cca", "depth", "inertial")) >= 0.80)
    #expect(try #require(rows.accuracy("target-supervised", "skeleton", "inertial")) >= 0.86)
    for row in rows.rows { #expect(row["testSamples"] as? Int == 430) }

    let encoded = try HARTransfer.run(
      "encode", "Configs/utd-mhad.yaml", "--cache", cache, "--output", folder.appendingPathComponent("features").path)
    let file = try #require(encoded.standardOutput.split(separator: "\n").first)
    let inspected = try HARTransfer.run("inspect", String(file))
    #expect(inspected.code == 0)
    #expect(inspected.standardOutput.contains("861, 27 classes, 8 subjects"))
  }

  @Test(
    "unpaired classes: clips carry some of them over, frames most, both together as many; a student of the pairs none")
  func unpairedClasses() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let configuration = folder.appendingPathComponent("unpaired.yaml")
    let classifier = "wccn: {blocks: 2, origin: zero}"
    try """
    benchmark: unpaired
    include: \(HARTransfer.package.path)/Configs/fragments/utd-mhad-clips.yaml
    directions: [skeleton -> inertial]
    protocols: [{unpaired-classes: {draws: 6}}]
    alignments: [{ridge-cca: {k: 16, ridge: 0.1}}]
    classifiers: [{gaussian-mixture: {covariance: tied}}]
    frames:
      encoders: {skeleton: [limb-kinematics, frames], inertial: [imu-kinematics, frames]}
      scalings: [pairs, clip]
      alignments: [{ridge-cca: {k: 24, correlationPower: 1}}]
      classifiers: [{\(classifier)}]
    combinations:
      - clips: {alignment: {ridge-cca: {k: 16}}, classifier: {gaussian-mixture: {covariance: tied}}}
        frames: {alignment: {ridge-cca: {k: 24, correlationPower: 1}}, classifier: {\(classifier)}}
    """.write(to: configuration, atomically: true, encoding: .utf8)
    let output = try HARTransfer.run(
      "run", configuration.path, "--results", folder.path, "--cache", folder.appendingPathComponent("cache").path,
      "--format", "json")
    #expect(output.code == 0, "\(output.standardError)")
    let plan = try HARTransfer.run(
      "plan", configuration.path, "--results", folder.path, "--cache", folder.appendingPathComponent("cache").path)
    #expect(plan.code == 0 && plan.standardOutput.contains("frames"), "\(plan.standardError)")
    let rows = try Rows(output.standardOutput)
    func level(_ level: String) throws -> Rows {
      let own = rows.rows.filter { $0["level"] as? String == level }
      return try Rows(String(decoding: JSONSerialization.data(withJSONObject: own), as: UTF8.self))
    }
    let (clips, frames) = (try level("clips"), try level("frames"))
    let ofClips = try #require(clips.accuracy("ridge-cca", "skeleton", "inertial"))
    let ofFrames = try #require(frames.accuracy("ridge-cca", "skeleton", "inertial"))
    #expect(ofClips >= 0.42)
    #expect(ofFrames >= 0.7 && ofFrames > ofClips)
    let both = try #require(level("clips and frames").accuracy("clips-and-frames", "skeleton", "inertial"))
    #expect(both >= ofFrames - 0.05)
    let ceiling = try #require(level("clips and frames").accuracy("target-supervised", "skeleton", "inertial"))
    #expect(ceiling >= both && ceiling >= 0.9)
    #expect(try #require(clips.accuracy("student-teacher", "skeleton", "inertial")) <= 0.05)
    #expect(abs(try #require(clips.accuracy("chance", "skeleton", "inertial")) - 1 / 9.0) < 1e-12)
  }
}
