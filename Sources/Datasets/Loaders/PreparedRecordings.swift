import Diagnostics
import FeatureStore
import Foundation

/// The tables of an open `recordings.h5`, checked against the manifest.
struct PreparedRecordings: Sendable {
  static let schema = "hartransfer-recordings/1"

  let url: URL
  /// Class index, person, repetition of each recording by its id.
  let table: SampleTable
  let modalities: [PreparedFrames]

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
      .map { try PreparedFrames(of: $0, in: file, recordings: recordings) }
  }

  /// The first modality in use that did not record a recording; nil if all did.
  func absentee(_ recording: Int) -> String? {
    modalities.first { !$0.present[recording] }?.modality.name
  }
}
