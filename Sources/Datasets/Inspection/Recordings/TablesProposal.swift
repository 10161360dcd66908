import Diagnostics
import Foundation

/// A manifest with `tables` for a folder of recordings, with guesses: `# check:` where one is not
/// certain, TODO, which decoding refuses by the key's name, where there is none.
public struct TablesProposal {
  /// The manifest, in YAML.
  public private(set) var text = ""
  let folder: RecordingFolder
  /// The modalities with the kinds of files that hold them.
  let modalities: [(own: SketchedModality, found: RecordingFolder.Found)]

  /// Writes what was found.
  public init(_ folder: RecordingFolder) {
    self.folder = folder
    modalities = folder.kinds.flatMap { found -> [(SketchedModality, RecordingFolder.Found)] in
      folder.layout == .rows
        ? [(Self.windows(found), found)]
        : Self.modalities(found, splits: folder.kinds.count == 1).map { ($0, found) }
    }
    write()
  }

  /// A modality whose rows are windows: a file a channel.
  static func windows(_ found: RecordingFolder.Found) -> SketchedModality {
    let (name, count) = (found.kind.name, found.kind.patterns.count)
    return SketchedModality(
      name: name, columns: [], heads: nil,
      channels: count == 3 ? ["x", "y", "z"].map { "\(name)-\($0)" } : (1...count).map { "channel-\($0)" },
      units: ["unstated"])
  }

  static func modalities(_ found: RecordingFolder.Found, splits: Bool) -> [SketchedModality] {
    if let arrays = found.arrays {
      let count = arrays.columns
      var own = SketchedModality(
        name: found.kind.name, columns: [], heads: nil, channels: (1...max(count, 1)).map { "channel-\($0)" },
        units: ["unstated"])
      if !arrays.isCertain { own.checks.append("the longest axis was taken for time") }
      if count >= 32 { own.cells = count }
      return [own]
    }
    return found.sketch.map { SketchedModality.modalities($0, name: found.kind.name, splits: splits) } ?? []
  }

  mutating func write() {
    let name = folder.folder.lastPathComponent
    let id = RecordingKind.plain(name)
    line("# Save it as Datasets/\(id)/manifest.yaml, and copy or link what is in the folder to Datasets/\(id)/data/.")
    line(
      "# Files found: \(folder.files); looked into, in part: \(folder.looked). Look at each 'check', fill in each TODO,"
    )
    line("# and see what 'hartransfer datasets show \(id)' counts.")
    for reason in folder.left { line("# not used: \(Self.comment(reason))") }
    line("id: \(ManifestProposal.quoted(id))")
    line("title: \(ManifestProposal.quoted("Recordings of \(name)"))")
    line("version: \"1\"")
    line("loader: tables")
    writeWindow()
    line("modalities:")
    for (own, found) in modalities { write(own, found) }
    let classes = classes()
    line("classes: \(classes.yaml)\(Self.check(classes.checks))")
    writeTables(classes)
    line("licence: TODO")
    line("citation: TODO")
    line("homepage: TODO")
    line("checksums: []")
    line("checksumsUnknown: not listed yet")
    line("fetch: {method: by-hand, byHand: TODO}")
  }

  /// Long recordings are cut.
  mutating func writeWindow() {
    guard folder.layout != .rows else { return }
    let seconds = folder.kinds.compactMap { found -> Double? in
      guard let sample = found.sketch?.sample, let rate = found.sketch?.rate else { return nil }
      if folder.layout == .runs, sample.isWhole, let run = found.sketch?.labels.first?.run { return run / rate }
      let rows = sample.blocks.reduce(0) { $0 + $1.count }
      return Double(rows) * (sample.isWhole ? 1 : Double(sample.bytes) / Double(64 * 16_384)) / rate
    }
    guard let longest = seconds.max(), longest > 12 else { return }
    line(
      "window: {seconds: 5, overlap: 0}  # check: \(folder.layout == .runs ? "a run" : "a file") lasts some \(Int(longest)) s, or more"
    )
  }

  mutating func write(_ own: SketchedModality, _ found: RecordingFolder.Found) {
    var checks = own.checks
    line("  - name: \(ManifestProposal.quoted(own.name))")
    line("    title: \(ManifestProposal.quoted(own.name))")
    if let rate = found.sketch?.rate, let clock = found.sketch?.clock {
      line("    rate: \(Self.number(rate))  # check: by the times in column \(clock.column.number)")
    } else {
      line("    rate: TODO  # frames a second: no times tell it")
    }
    let units = Set(own.units).count == 1 ? [own.units[0]] : own.units
    if units == ["unstated"] { checks.append("nothing tells the unit") }
    line("    units: \(Self.list(units))\(Self.check(checks))")
    if let cells = own.cells {
      line("    shape: TODO  # \(Self.shapes(cells))")
    } else {
      line("    channels: \(Self.list(own.channels))")
    }
    line("    placement: TODO")
  }

  /// What a frame of so many numbers without names may be.
  static func shapes(_ cells: Int) -> String {
    let pairs = stride(from: Int(Double(cells).squareRoot()), through: 2, by: -1).filter { cells % $0 == 0 }
      .map { "\($0) x \(cells / $0)" }
    let grids = pairs.isEmpty ? "no grid" : pairs.prefix(8).joined(separator: ", ")
    let trees = [25: "kinect-v2", 32: "azure-kinect", 17: "coco or h36m", 33: "mediapipe"]
    let joints = cells % 3 == 0 && (15...40).contains(cells / 3) ? cells / 3 : nil
    let tree = joints.map { count in
      "; or no grid, but \(count) joints of x, y, z" + (trees[count].map { ", 'joints: \($0)'?" } ?? "")
    }
    return "\(cells) numbers a frame: \(grids)\(tree ?? "")"
  }

  mutating func line(_ text: String) { self.text += text + "\n" }

  static func check(_ checks: [String]) -> String {
    checks.isEmpty ? "" : "  # check: \(comment(checks.joined(separator: "; ")))"
  }

  /// A text as it may stand behind a mark of comments.
  static func comment(_ text: String) -> String {
    String(text.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? " " : $0 })
  }

  static func list(_ names: [String]) -> String {
    "[\(names.map(ManifestProposal.quoted).joined(separator: ", "))]"
  }
  static func key(_ value: String) -> String { ManifestProposal.quoted(value) }
  static func skip(_ values: [String]) -> String { values.isEmpty ? "" : ", skip: \(list(values))" }
  static func number(_ rate: Double) -> String { Int(exactly: rate).map { "\($0)" } ?? "\(rate)" }
}
