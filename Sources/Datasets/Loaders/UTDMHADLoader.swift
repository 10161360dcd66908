import Diagnostics
import FeatureStore
import Files
import Foundation
import Parallelism

/// The loader `utd-mhad`: folders `Inertial`, `Skeleton` and `Depth` of MATLAB files
/// `aA_sS_tT_<modality>.mat`.
///
/// A modality whose folder is absent is not offered. In a folder that is there, every clip that the
/// manifest expects must be, and no other MATLAB file may. Source: Chen, Jafari and Kehtarnavaz,
/// "UTD-MHAD: a multimodal dataset for human action recognition utilizing a depth camera and a
/// wearable inertial sensor", ICIP 2015.
struct UTDMHADLoader: RecordingLoader {
  let name = "utd-mhad"
  let summary = "MATLAB files a<action>_s<subject>_t<trial>_<modality>.mat in the folders Inertial, Skeleton and Depth"

  func check(_ manifest: Manifest, file: String) throws {
    for (key, isThere) in [("subjects", manifest.subjects != nil), ("trials", manifest.trials != nil)] where !isThere {
      throw InputError(
        "\(file): \(key)", found: "nothing", expected: "what the names of the clips are made of",
        advice: "The loader '\(name)' needs it.")
    }
  }

  func load(
    _ manifest: Manifest, from folder: URL, skipBad: Bool, using: [String]?
  ) throws -> any RecordingSource {
    let wanted = manifest.modalities.filter { using?.contains($0.name) ?? true }
    let offered = try wanted.map(ClipFormat.init).filter { folder.appendingPathComponent($0.folder).isFolder }
    guard !offered.isEmpty else {
      throw InputError(
        folder.path, found: "none of the folders of \(manifest.id)", expected: "Inertial, Skeleton or Depth",
        advice: "Fetch the data with 'hartransfer datasets fetch \(manifest.id)', or name their folder with --data.")
    }
    let expected = Self.expectedClips(manifest)
    var faults: [ClipFault] = []
    for format in offered { faults += try Self.misplaced(format, in: folder, expected: Set(expected)) }
    if skipBad {
      faults += try Self.unreadable(expected, offered, in: folder, except: Set(faults.map(\.file)))
    } else if let first = faults.first {
      throw first.error(in: folder, more: faults.dropFirst().map(\.file))
    }
    let bad = Set(faults.compactMap(\.clip))
    let clips = expected.filter { !bad.contains($0) }
    guard !clips.isEmpty else {
      throw InputError(folder.path, found: "no clip that can be read", expected: "some of \(expected.count)")
    }
    return try UTDMHADSource(
      manifest: manifest, folder: folder, formats: offered, clips: clips,
      skipped: faults.map { SkippedFile(damaged: $0.file, reason: $0.reason, cause: $0.cause) })
  }

  /// Every action by every person as often as the manifest says, but for the clips known to be
  /// absent, in numerical order.
  static func expectedClips(_ manifest: Manifest) -> [ClipName] {
    let absent = Set(manifest.absent ?? [])
    let all = manifest.classes.indices.flatMap { action in
      (manifest.subjects ?? []).flatMap { subject in
        (0..<(manifest.trials ?? 0)).map { $0 + 1 }.map { ClipName(action: action + 1, subject: subject, trial: $0) }
      }
    }
    return all.filter { !absent.contains($0.id) }.sorted()
  }

  /// MATLAB files that should not be in the folder of a modality, then those that should and are
  /// not. Hidden files, and the notes that come with the data, do not count: a clip under another
  /// ending is missing.
  private static func misplaced(_ format: ClipFormat, in folder: URL, expected: Set<ClipName>) throws -> [ClipFault] {
    let path = folder.appendingPathComponent(format.folder).path
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { !$0.hasPrefix(".") && $0.lowercased().hasSuffix(".mat") }.sorted()
    let clips = names.map { name in format.clip(ofFile: name).flatMap { expected.contains($0) ? $0 : nil } }
    let misnamed = zip(names, clips).filter { $0.1 == nil }.map { name, _ in
      ClipFault(
        file: "\(format.folder)/\(name)", clip: nil, found: "a file of this name",
        expected: "only clips of the data set, such as '\(format.file(of: ClipName(action: 1, subject: 1, trial: 1)))'",
        advice: "Give it its right name, or remove it.")
    }
    let there = Set(clips.compactMap(\.self))
    let missing = expected.filter { !there.contains($0) }.sorted().map { clip in
      ClipFault(
        file: format.file(of: clip), clip: clip, found: "no such file",
        expected: "the \(format.name) of clip \(clip.id)",
        advice: "Fetch it again, or leave the clip out with --skip-bad.")
    }
    return misnamed + missing
  }

  /// Files that are there and cannot be read, found by reading all of them.
  private static func unreadable(
    _ clips: [ClipName], _ formats: [ClipFormat], in folder: URL, except known: Set<String>
  ) throws -> [ClipFault] {
    let files = formats.flatMap { format in clips.map { (format: format, clip: $0) } }
    let faults = try concurrentMap(files.count) { index -> ClipFault? in
      let (format, clip) = files[index]
      let file = format.file(of: clip)
      guard !known.contains(file) else { return nil }
      do { _ = try format.read(folder.appendingPathComponent(file)) } catch let error as InputError {
        return ClipFault(file: file, clip: clip, found: error.found, expected: error.expected, advice: error.advice)
      }
      return nil
    }
    return faults.compactMap(\.self)
  }
}

/// Something wrong with a file of a clip.
private struct ClipFault: Sendable {
  var file: String
  /// The clip that cannot be used for it; nil for a file that belongs to no clip.
  var clip: ClipName?
  var found: String
  var expected: String
  var advice: String

  var reason: String { "found \(found); expected \(expected)" }

  /// The reason without the name of a clip.
  var cause: String { clip == nil || expected.contains(clip?.id ?? "") ? "found \(found)" : reason }

  func error(in folder: URL, more: [String]) -> InputError {
    let rest = more.isEmpty ? "" : " Wrong too: \(more.prefix(3).joined(separator: ", "))"
    let end = more.count > 3 ? " and \(more.count - 3) files more." : more.isEmpty ? "" : "."
    return InputError(
      folder.appendingPathComponent(file).path, found: found, expected: expected, advice: advice + rest + end)
  }
}
