import Diagnostics
import FeatureStore
import Foundation

/// The loader `prepared-recordings`: one HDF5 file `recordings.h5` of schema
/// `hartransfer-recordings/1`, cut into windows as the manifest says; without a window a recording
/// is a sample.
///
/// The schema stands in `Datasets/README.md`. It is for data that no manifest can describe. A
/// script beside the manifest writes this file, and no loader has to be written.
struct PreparedRecordingsLoader: RecordingLoader {
  let name = "prepared-recordings"
  let summary = "one HDF5 file recordings.h5 of schema hartransfer-recordings/1, written by the data set's prepare.py"

  static let fileName = "recordings.h5"

  func load(
    _ manifest: Manifest, from folder: URL, skipBad: Bool, using: [String]?
  ) throws -> any RecordingSource {
    let file = folder.appendingPathComponent(Self.fileName)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw InputError(
        file.path, found: "no such file", expected: "the recordings of \(manifest.id)",
        advice: "Fetch them with 'hartransfer datasets fetch \(manifest.id)'.")
    }
    let source = try PreparedRecordingsSource(
      manifest, file: PreparedRecordings(file, of: manifest, using: using), rows: nil, skipped: [])
    return skipBad ? try source.leavingOutBad() : source
  }
}

/// The tables of an open `recordings.h5`, checked against the manifest.
struct PreparedRecordings: Sendable {
  static let schema = "hartransfer-recordings/1"

  /// One modality: all recordings one after the other, and where each begins.
  struct Frames: Sendable {
    let modality: Modality
    let dataset: HDF5Dataset
    let offsets: [Int]
    /// When the first frame of each recording was recorded, in seconds.
    let starts: [Double]

    /// Where the frames of a recording lie.
    func range(_ recording: Int) -> Range<Int> { offsets[recording]..<offsets[recording + 1] }
  }

  let url: URL
  /// Class index, person, repetition of each recording by its id.
  let table: SampleTable
  let modalities: [Frames]

  init(_ url: URL, of manifest: Manifest, using: [String]?) throws {
    self.url = url
    let file = try HDF5File(reading: url)
    let schema = try file.stringAttribute("schema", of: "/")
    guard schema == Self.schema else {
      throw InputError(
        "\(url.path): /: attribute schema", found: schema.map { "'\($0)'" } ?? "nothing", expected: "'\(Self.schema)'",
        advice: "Prepare the file again with 'hartransfer datasets fetch \(manifest.id)'.")
    }
    let classes = try file.dataset("/class_names").readStrings()
    guard classes == manifest.classes else {
      throw InputError(
        "\(url.path): /class_names", found: classes.joined(separator: ", "),
        expected: "the manifest's \(manifest.classes.joined(separator: ", "))")
    }
    func column(_ name: String) throws -> [Int] { try file.dataset(name).read(as: Int32.self).map(Int.init) }
    table = try SampleTable(
      ids: file.dataset("/ids").readStrings(), labels: column("/labels"), classNames: classes,
      subjects: column("/subjects"), trials: column("/trials"), place: url.path)
    let recordings = table.count
    modalities = try manifest.modalities.filter { using?.contains($0.name) ?? true }
      .map { try Self.frames(of: $0, in: file, recordings: recordings) }
  }

  private static func frames(of modality: Modality, in file: HDF5File, recordings: Int) throws -> Frames {
    let group = "/modalities/\(modality.name)"
    let dataset = try file.dataset("\(group)/frames")
    let place = "\(file.path): \(group)"
    guard dataset.shape.count == 2, dataset.shape[1] == modality.channels.count else {
      throw InputError(
        "\(place)/frames", found: "shape \(dataset.shape)", expected: "[frames, \(modality.channels.count)]")
    }
    let channels = try file.stringsAttribute("channels", of: group)
    guard channels == modality.channels else {
      throw InputError(
        "\(place): attribute channels", found: channels?.joined(separator: ", ") ?? "nothing",
        expected: "the manifest's \(modality.channels.joined(separator: ", "))")
    }
    let rate = try file.numberAttribute("rate", of: group)
    guard rate == modality.rate else {
      throw InputError(
        "\(place): attribute rate", found: rate.map { "\($0)" } ?? "nothing",
        expected: "the manifest's \(modality.rate)")
    }
    let offsets = try file.dataset("\(group)/offsets").read(as: Int64.self).map { Int(clamping: $0) }
    guard offsets.count == recordings + 1, offsets.first == 0, offsets.last == dataset.shape[0],
      zip(offsets, offsets.dropFirst()).allSatisfy(<=)
    else {
      throw InputError(
        "\(place)/offsets", found: "\(offsets.count) numbers up to \(offsets.last ?? 0)",
        expected: "\(recordings + 1) rising ones from 0 to \(dataset.shape[0])")
    }
    return Frames(
      modality: modality, dataset: dataset, offsets: offsets,
      starts: try starts(in: file, group: group, recordings: recordings))
  }

  /// The optional dataset `starts`; zeros where there is none.
  private static func starts(in file: HDF5File, group: String, recordings: Int) throws -> [Double] {
    guard file.exists("\(group)/starts") else { return [Double](repeating: 0, count: recordings) }
    let starts = try file.dataset("\(group)/starts").read(as: Double.self)
    let bad = starts.first { !$0.isFinite }
    guard starts.count == recordings, bad == nil else {
      throw InputError(
        "\(file.path): \(group)/starts", found: bad.map { "\($0)" } ?? "\(starts.count) numbers",
        expected: "\(recordings) finite numbers of seconds, one a recording")
    }
    return starts
  }
}
