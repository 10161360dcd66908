import Foundation

@testable import Datasets

/// A data set of a radar and an arm sensor: made by a test.
struct PointFiles {
  let folder: TemporaryFolder
  /// Keys of the radar's tables.
  var radar = "files: \"{move}_{take}_radar.csv\", frame: frame"
  var rate = 10.0
  var tables = ""
  var manifest = ""

  init() throws { folder = try TemporaryFolder() }

  var text: String {
    """
    id: radar
    title: Radar and arm
    version: "1"
    loader: tables
    \(manifest)
    modalities:
      - {name: radar, title: Points, rate: \(rate), units: [m, m, m/s], points: [x, y, doppler], placement: wall}
      - {name: arm, title: Arm, rate: 10, units: [g], channels: [a], placement: arm}
    classes: [squat, lunge]
    tables:
      recordings: file
      modalities:
        - {name: radar, \(radar)}
        - {name: arm, files: "{move}_{take}_arm.csv", columns: [a]}
      subject: {constant: "1"}
      class: {path: move}
      trial: {path: take}
      \(tables)
    licence: none
    citation: nobody
    homepage: nowhere
    checksums: []
    checksumsUnknown: made up
    fetch: {method: by-hand, byHand: Ask.}

    """
  }

  func writeArm(_ name: String = "squat_1", rows: Int = 30) throws {
    try folder.write("a\n" + (0..<rows).map { "\($0)\n" }.joined(), to: "\(name)_arm.csv")
  }

  /// Writes a table with a row a point: its frame or time, then the numbers.
  func writePoints(_ head: String, _ rows: [String], _ name: String = "squat_1") throws {
    try folder.write(([head] + rows).joined(separator: "\n") + "\n", to: "\(name)_radar.csv")
  }

  func open(skipBad: Bool = false, using: [String]? = nil) throws -> any RecordingSource {
    try TablesLoader().load(Manifest.decode(text, file: "m"), from: folder.url, skipBad: skipBad, using: using)
  }

  func points(_ source: any RecordingSource, _ row: Int = 0) throws -> PointSeries {
    guard case .points(let points) = try source.signal(row: row, modality: "radar") else { throw Unexpected() }
    return points
  }

  /// The x of every point, frame by frame.
  static func xs(_ points: PointSeries) -> [[Float]] {
    (0..<points.frames).map { frame in points.points(of: frame).map { points.values[3 * $0] } }
  }
}
