import Archives
import Benchmarking
import Datasets
import Encoders
import FeatureStore
import Foundation
import Leaderboards
import LinearAlgebra
import Randomness
import Records
import StrictYAML

/// What is fuzzed: everything that reads a file which others wrote, by the name that `make fuzz`
/// takes.
let parsers: [String: @Sendable (Data) throws -> Void] = [
  "configuration": { data in
    guard let text = String(bytes: data, encoding: .utf8) else { return }
    _ = try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "fuzzed.yaml")
  },
  "manifest": { data in
    guard let text = String(bytes: data, encoding: .utf8) else { return }
    _ = try Manifest.decode(text, file: "fuzzed.yaml")
  },
  "table": { try readArrays($0, "csv") },
  "series": { data in
    let file = try TSFile(try placed(data, "ts"))
    _ = file.labels.count * file.channels
  },
  "numpy": { try readArrays($0, "npy") },
  "matlab": { try readArrays($0, "mat") },
  "features": { _ = try FeatureFile.read(try placed($0, "h5")) },
  "weights": { data in
    var encoder = LIMUBERT()
    encoder.weights = try placed(data, "h5").path
    let fitted = try encoder.fit([movement], units: units, seed: Seed(base: 1))
    _ = try fitted.encode(movement)
  },
  "archive": { data in
    let archive = try ArchiveReader(try placed(data, "tar"))
    var left = 64 << 20
    while let member = try archive.next() {
      guard !member.isFolder else { continue }
      // What bounds an archive is its reader's business; a bomb is not the parser's fault.
      try archive.read { left -= $0.count }
      if left < 0 { return }
    }
  },
  "predictions": { data in
    guard let text = String(bytes: data, encoding: .utf8) else { return }
    _ = try PredictionTable(text, place: "fuzzed.csv")
  },
  "record": { data in
    let folder = scratch.appendingPathComponent("results")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("records"), withIntermediateDirectories: true)
    try data.write(to: folder.appendingPathComponent("records/fuzzed.json"))
    _ = try RecordStore(folder: folder).record("fuzzed")
  },
  "plan": { data in
    let folder = scratch.appendingPathComponent("planned")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try data.write(to: folder.appendingPathComponent("plan.json"))
    _ = try RecordStore(folder: folder).plan()
  },
]

/// A recording of the channels that a pretrained model takes, and their units.
private let movement: Signal = {
  let channels = units.keys.sorted()
  var values = Matrix<Float>(channels.count, 60)
  for channel in channels.indices {
    for frame in 0..<60 { values[channel, frame] = Float((channel * 7 + frame * 3) % 11) }
  }
  return .series(TimeSeries(values: values, rate: 20, channels: channels))
}()
private let units: [String: String] = {
  var units: [String: String] = [:]
  for axis in ["x", "y", "z"] {
    units["acceleration-\(axis)"] = "g"
    units["angular-rate-\(axis)"] = "rad/s"
  }
  return units
}()

/// A folder in memory, of this process alone.
let scratch: URL = {
  let folder = URL(fileURLWithPath: "/dev/shm/fuzz-\(ProcessInfo.processInfo.processIdentifier)")
  try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}()

private func placed(_ data: Data, _ ending: String) throws -> URL {
  let file = scratch.appendingPathComponent("fuzzed.\(ending)")
  try data.write(to: file)
  return file
}

/// Opens a file of arrays and reads all that it says it has.
private func readArrays(_ data: Data, _ ending: String) throws {
  let file = try ArrayFiles.open(try placed(data, ending))
  for array in file.arrays.prefix(64) where array.problem == nil {
    _ = array.isText ? try file.texts(array.name).count : try file.numbers(array.name).elements.count
  }
}
