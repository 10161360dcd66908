import Foundation
import TestSupport
import Testing

/// What users see of recordings on their way to samples.
@Suite("Recordings on their way to samples") struct PreparationTests {
  /// Two sensors in tables, twelve recordings of 3 s, and a configuration.
  private final class Home {
    let folder: URL
    var window = ""
    var gyroscopeUnits = "rad/s"
    var encoders = "{accelerometer: [statistics], gyroscope: [statistics]}"

    init() throws { folder = try HARTransfer.temporaryFolder() }
    deinit { try? FileManager.default.removeItem(at: folder) }

    func file(_ path: String) -> URL { folder.appendingPathComponent(path) }

    func write(_ text: String, to path: String) throws {
      try FileManager.default.createDirectory(
        at: file(path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file(path))
    }

    func writeRecordings(rate: Double = 20, seconds: [String: Double] = [:]) throws {
      for person in 1...3 {
        for (move, pace) in [("squat", 1.0), ("curl", 3.0)] {
          for repetition in 1...2 {
            let name = "s\(person)_\(move)_\(repetition)"
            var text = "t,x,y,z\n"
            for frame in 0..<Int(rate * (seconds[name] ?? 3)) {
              let time = Double(frame) / rate
              let value = sin(pace * time + Double(person)) + 0.01 * Double(repetition * frame % 7)
              text += "\(time),\(value),\(value * pace),\(1 - value)\n"
            }
            try write(text, to: "sets/two/data/\(name).csv")
          }
        }
      }
      let files = "s{person:[0-9]+}_{move:[a-z]+}_{rep:[0-9]+}.csv"
      var manifest = TwoSensorManifest(
        accelerometer: .init(units: "m/s^2", channels: "ax, ay, az", files: files, columns: "x, y, z"),
        gyroscope: .init(units: gyroscopeUnits, channels: "gx, gy, gz", files: files, columns: "x, y, z"))
      manifest.keys = window
      try write(manifest.text, to: "sets/two/manifest.yaml")
      try write(
        """
        benchmark: two
        dataset: two
        protocols: [{cross-subject: {overlap: shared}}]
        encoders: \(encoders)
        alignments: [{perfect: {k: 2}}]
        classifiers: [nearest-centroid]

        """, to: "two.yaml")
    }

    func run(_ command: String, _ more: String...) throws -> HARTransfer.Output {
      var arguments = [command, file("two.yaml").path, "--datasets", file("sets").path]
      arguments += ["--results", file("R").path, "--cache", file("C").path]
      return try HARTransfer.run(arguments + more)
    }

    func datasets(_ command: String, _ more: String...) throws -> HARTransfer.Output {
      try HARTransfer.run(["datasets", command, "two", "--datasets", file("sets").path] + more)
    }

    /// What every record says under a key.
    func records(_ key: String) throws -> [[String: Any]?] {
      let names = try FileManager.default.contentsOfDirectory(atPath: file("R/two/records").path)
        .filter { $0.hasSuffix(".json") }
      return try names.map { name in
        let data = try Data(contentsOf: file("R/two/records/\(name)"))
        return (try JSONSerialization.jsonObject(with: data) as? [String: Any])?[key] as? [String: Any]
      }
    }
  }

  private func object(_ output: HARTransfer.Output) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any])
  }

  @Test("a first plan tells samples, memory, time and disk; a second one, that nothing is to be encoded")
  func firstPlan() throws {
    let home = try Home()
    try home.writeRecordings()
    let plan = try object(home.run("plan", "--format", "json"))
    let part = try #require((plan["parts"] as? [[String: Any]])?.first)
    #expect(part["toEncode"] as? Int == 2 && (part["memoryBytes"] as? Int ?? 0) > 0)
    #expect((part["encodeBytes"] as? Int ?? 0) > 12 * 4 && (part["encodeSeconds"] as? Double ?? 0) > 0)
    #expect((part["roughSeconds"] as? Double ?? 0) > 0)
    let counts = try #require(plan["counts"] as? [String: Any])
    #expect(counts["samples"] as? Int == 12)
    let classes = try #require(counts["classes"] as? [[String: Any]])
    #expect(classes.map { $0["samples"] as? Int } == [6, 6])
    let text = try home.run("plan").standardOutput
    #expect(text.contains("by subject: 1 4, 2 4, 3 4") && text.contains("encoding: ") && text.contains("~"))
    #expect(!FileManager.default.fileExists(atPath: home.file("C").path))
    #expect(try home.run("run", "--quiet").code == 0)
    let records = try home.records("preparation")
    #expect(!records.isEmpty && records.allSatisfy { $0 == nil })
    let after = try object(home.run("plan", "--format", "json", "--force"))
    let cached = try #require((after["parts"] as? [[String: Any]])?.first)
    #expect(cached["toEncode"] as? Int == 0 && cached["encodeBytes"] as? Int == 0)
  }

  @Test("what is left out and brought to another rate stands in show, plan, run and record, a line a reason")
  func leftOut() throws {
    let home = try Home()
    home.window = "window: {seconds: 2, overlap: 0}"
    try home.writeRecordings(rate: 100, seconds: ["s1_curl_1": 1, "s2_curl_1": 1])
    let line = "left out: 2 recordings: shorter than a window of 2 s (by class curl: 2; by subject 1: 1, 2: 1)"
    let rate = "rate: gyroscope: 100 Hz by the times of 12 of 12 recordings, 20 Hz by the manifest"
    let shown = try home.datasets("show", "--list-left-out")
    // A line of people's text goes on below where the width ends.
    let told = shown.standardOutput.split { $0.isWhitespace }.joined(separator: " ")
    #expect(told.contains(line) && told.contains(rate))
    #expect(told.contains("by class squat 6, curl 4"))
    #expect(shown.standardError.contains("left out: curl_s1_t1: shorter than a window"))
    let plan = try home.run("plan")
    #expect(plan.standardOutput.contains(line) && plan.standardOutput.contains(rate))
    #expect(!plan.standardError.contains("curl_s1_t1"))
    let run = try home.run("run", "--list-left-out")
    #expect(run.code == 0 && run.standardError.contains(line) && run.standardError.contains(rate))
    #expect(run.standardError.contains("left out: curl_s2_t1"))
    for preparation in try home.records("preparation") {
      let left = try #require(preparation?["leftOut"] as? [[String: Any]])
      #expect(left.count == 1 && left[0]["count"] as? Int == 2)
      #expect((preparation?["rates"] as? [[String: Any]])?.count == 2)
    }
  }

  @Test("units that encoders cannot take, and encoders of modalities that are not there, are refused all at once")
  func unitsAndModalities() throws {
    let home = try Home()
    home.gyroscopeUnits = "unstated"
    home.encoders = "{accelerometer: [statistics], gyroscope: [imu-kinematics, statistics], camera: [statistics]}"
    try home.writeRecordings()
    for command in ["plan", "run"] {
      let output = try home.run(command)
      #expect(output.code == 2 && output.standardError.contains("'camera'"))
      #expect(output.standardError.contains("'gyroscope'"), "\(output.standardError)")
    }
  }

  @Test("files that cannot be read are named with their modality by plan and verify, all at once")
  func unreadable() throws {
    let home = try Home()
    try home.writeRecordings()
    try home.write("t,x,y,z\n0,1,2,3\n0.05,1,2\n", to: "sets/two/data/s1_squat_1.csv")
    try home.write("t,x,y,z\n0,1,2,three\n0.05,1,2,3\n", to: "sets/two/data/s3_curl_2.csv")
    let plan = try home.run("plan")
    #expect(plan.code == 2)
    for part in ["s1_squat_1.csv", "s3_curl_2.csv", "modality 'accelerometer'"] {
      #expect(plan.standardError.contains(part), "\(plan.standardError)")
    }
    let verified = try home.datasets("verify")
    #expect(verified.code == 1 && verified.standardOutput.contains("2 cannot be read"))
    for name in ["squat_s1_t1", "curl_s3_t2"] { #expect(verified.standardOutput.contains(name)) }
    try home.writeRecordings()
    let sound = try home.datasets("verify")
    #expect(sound.code == 0 && sound.standardOutput.contains("12 samples of accelerometer, gyroscope"))
  }

  @Test("a limit of the cache is kept, and what was taken away is encoded again")
  func cacheLimit() throws {
    let home = try Home()
    try home.writeRecordings()
    #expect(try home.run("run", "--quiet", "--cache-limit", "1k").code == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: home.file("C").path).filter { $0.hasSuffix("h5") }
    #expect(files.count == 1)
    let first = try home.records("scores").count
    #expect(try home.run("run", "--quiet", "--force").code == 0)
    #expect(try home.records("scores").count == first)
    #expect(try home.run("plan", "--cache-limit", "much").code == 2)
  }

  @Test("a broken manifest beside it hinders neither list nor run")
  func neighbour() throws {
    let home = try Home()
    try home.writeRecordings()
    try home.write("id: other\ncolour: green\n", to: "sets/other/manifest.yaml")
    #expect(try home.run("run", "--quiet").code == 0)
    let list = try HARTransfer.run("datasets", "list", "--datasets", home.file("sets").path)
    #expect(list.code == 0 && list.standardOutput.contains("two  Two sensors"))
    #expect(list.standardError.contains("other is left out"))
  }
}
