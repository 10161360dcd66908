import Diagnostics
import FeatureStore
import Foundation

/// The clips of UTD-MHAD in a folder, ordered by action, person and repetition.
final class UTDMHADSource: RecordingSource {
  let manifest: Manifest
  let samples: SampleTable
  let skipped: [SkippedFile]
  private let folder: URL
  private let formats: [ClipFormat]
  private let clips: [ClipName]
  private let checksums = ChecksumCache()

  var modalities: [String] { formats.map(\.name) }

  init(manifest: Manifest, folder: URL, formats: [ClipFormat], clips: [ClipName], skipped: [SkippedFile]) throws {
    self.manifest = manifest
    self.folder = folder
    self.formats = formats
    self.clips = clips
    self.skipped = skipped
    samples = try SampleTable(
      ids: clips.map(\.id), labels: clips.map { $0.action - 1 }, classNames: manifest.classes,
      subjects: clips.map(\.subject), trials: clips.map(\.trial), place: manifest.id)
  }

  func checksum(of modality: String) throws -> String {
    let format = try format(modality)
    return try checksums.checksum(of: modality, files: { clips.map(format.file(of:)) }, in: folder)
  }

  func signal(row: Int, modality: String) throws -> Signal {
    precondition(clips.indices.contains(row), "row \(row) of \(clips.count) samples")
    let format = try format(modality)
    return try format.read(folder.appendingPathComponent(format.file(of: clips[row])))
  }

  private func format(_ modality: String) throws -> ClipFormat {
    guard let format = formats.first(where: { $0.name == modality }) else {
      throw InputError(
        folder.path, found: "no modality '\(modality)'", expected: "one of \(modalities.joined(separator: ", "))",
        advice: suggestion(for: modality, among: modalities))
    }
    return format
  }
}
