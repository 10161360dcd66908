import Foundation

@testable import Datasets

/// A data set of two devices with files, rates and clocks of their own: made by a test. The wrist
/// has 20 rows a second and dates, the ankle 10.
struct DeviceFiles {
  let folder: TemporaryFolder
  var recordings = "runs"
  /// Further keys of `tables`.
  var tables = ""
  var wrist = "time: {column: time, unit: iso8601}"
  var ankle = "time: {column: stamp, unit: iso8601}"
  /// Keys of `class` beside the column.
  var labels = "skip: [rest]"
  var manifest = ""

  init() throws { folder = try TemporaryFolder() }

  var text: String {
    """
    id: devices
    title: Two devices
    version: "1"
    loader: tables
    \(manifest)
    modalities:
      - {name: wrist, title: Wrist, rate: 20, units: [g], channels: [x], placement: wrist}
      - {name: ankle, title: Ankle, rate: 10, units: [g], channels: [y], placement: ankle}
    classes: [walk, sit]
    tables:
      recordings: \(recordings)
      modalities:
        - {name: wrist, files: "p{person}/wrist.csv", columns: [x], \(wrist)}
        - {name: ankle, files: "p{person}/ankle.csv", columns: [y], \(ankle)}
      subject: {path: person}
      class: {column: activity, \(labels)}
      trial: {counted: recordings}
      \(tables)
    licence: none
    citation: nobody
    homepage: nowhere
    checksums: []
    checksumsUnknown: made up
    fetch: {method: by-hand, byHand: Ask.}

    """
  }

  /// A date and time so many seconds after noon.
  static func date(_ seconds: Double, zone: String = "") -> String {
    let hundredths = Int((seconds * 1000).rounded())
    let (minutes, rest) = hundredths.quotientAndRemainder(dividingBy: 60_000)
    return "2018-11-08 " + String(format: "12:%02d:%02d.%03d", minutes, rest / 1000, rest % 1000) + zone
  }

  /// Writes a device's file: times in seconds, values, and where `labels` is given a column
  /// `activity`.
  func write(
    _ device: String, person: Int = 1, rate: Double, seconds: Range<Double>, zone: String = "",
    labels: ((Double) -> String)? = nil
  ) throws {
    let (time, channel) = device == "wrist" ? ("time", "x") : ("stamp", "y")
    var text = "\(time),\(channel)" + (labels == nil ? "" : ",activity") + "\n"
    let first = Int((seconds.lowerBound * rate).rounded(.up))
    for row in first..<Int((seconds.upperBound * rate).rounded(.up)) {
      let at = Double(row) / rate
      text += "\(Self.date(at, zone: zone)),\(at)" + (labels.map { ",\($0(at))" } ?? "") + "\n"
    }
    try folder.write(text, to: "p\(person)/\(device).csv")
  }

  func open(skipBad: Bool = false, using: [String]? = nil) throws -> any RecordingSource {
    try TablesLoader().load(Manifest.decode(text, file: "m"), from: folder.url, skipBad: skipBad, using: using)
  }

  /// The numbers that a device recorded of a sample; they are the seconds at which it did.
  func seconds(_ source: any RecordingSource, _ row: Int, _ modality: String) throws -> [Double] {
    guard case .series(let series) = try source.signal(row: row, modality: modality) else { throw Unexpected() }
    return series.values.row(0).map(Double.init)
  }
}
