import Datasets
import Diagnostics
import FeatureStore
import Foundation
import PlainText

func describe(_ entry: DatasetEntry, _ summary: DatasetSummary) -> [Block] {
  let manifest = entry.manifest
  var fields: [(String, String)] = [("version", manifest.version), ("data", summary.state)]
  // A name and its number stay on one line.
  fields += (summary.counts?.lines ?? []).map { line in
    (line.head, line.text.split(separator: ", ").map { $0.replacing(" ", with: "\u{A0}") }.joined(separator: ", "))
  }
  fields += (summary.preparation?.lines ?? []).map { ("", $0.text) }
  for modality in manifest.modalities {
    let channels = describe(frameOf: modality)
    fields.append(
      (
        "modality",
        "\(modality.name): \(modality.title); \(channels) in \(modality.units.distinct.joined(separator: " and ")), "
          + "\(modality.rate.formatted()) Hz; \(modality.placement)"
      ))
  }
  fields += (manifest.features?.modalities ?? []).map { ("modality", "\($0.name): \($0.encoder)") }
  fields.append(("classes", "\(manifest.classes.count): \(manifest.classes.joined(separator: ", "))"))
  let subjects = manifest.subjects.map { "\($0.count)" } ?? "not known"
  fields.append(("subjects", "\(subjects)\(manifest.trials.map { ", \($0) trials of each class" } ?? "")"))
  if let window = manifest.window {
    fields.append(("window", "\(window.seconds.formatted()) s, overlap \(window.overlap.formatted())"))
  }
  fields += manifest.checksums.map { ("checksums", "\($0.variant): \($0.note)") }
  if let reason = manifest.checksumsUnknown { fields.append(("checksums", "none: \(reason)")) }
  fields += [("licence", manifest.licence), ("citation", manifest.citation)]
  if !manifest.homepage.isEmpty { fields.append(("homepage", manifest.homepage)) }
  let card = entry.folder.appendingPathComponent("CARD.md").path
  if FileManager.default.fileExists(atPath: card) { fields.append(("card", card)) }
  return [.line("\(manifest.id)  \(manifest.title)")] + fields.map { .field($0.0, $0.1) }
}

/// What a frame of a modality holds, in words.
private func describe(frameOf modality: Modality) -> String {
  let count = modality.channels.count
  switch modality.form {
  case .channels: return "\(count) \(count == 1 ? "channel" : "channels")"
  case .grid: return "a grid of \((modality.shape ?? []).map(String.init).joined(separator: " x ")) cells"
  case .points: return "points of \(modality.channels.joined(separator: ", "))"
  }
}

/// What `datasets verify` found: the keys of the comparison with checksums, where there are any,
/// and what reading found.
struct VerifiedData: Encodable {
  var verification: Verification?
  var reading: ReadingCheck

  private enum CodingKeys: CodingKey { case reading }

  func encode(to encoder: any Encoder) throws {
    try verification?.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(reading, forKey: .reading)
  }
}

func describe(_ reading: ReadingCheck) -> String {
  let faults = reading.faults.map { "cannot be read: \($0.file): \($0.reason)" }
  let names = reading.modalities.joined(separator: ", ")
  let end =
    faults.isEmpty ? "all of it can be read" : "\(faults.count) cannot be read: fetch them again or put them right"
  let read = reading.modalities.isEmpty ? [] : ["read: \(reading.samples) samples of \(names)"]
  return (read + faults + [end]).joined(separator: "\n")
}

/// What is in no sample, a line each.
func leftOutLines(_ skipped: [SkippedFile]) -> [String] {
  skipped.map { one in
    let count = one.count == 1 ? "" : "\(one.count) \(one.what.rawValue): "
    return "left out: \(one.file): \(count)\(one.reason)"
  }
}
