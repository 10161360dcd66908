import Datasets
import Diagnostics
import FeatureStore
import Foundation
import PlainText

func describe(_ entry: DatasetEntry, _ summary: DatasetSummary) -> String {
  let manifest = entry.manifest
  var lines = ["\(manifest.id)  \(manifest.title)", "version    \(manifest.version)", "data       \(summary.state)"]
  for line in summary.counts?.lines ?? [] { lines.append(padded(line.head + " ", 11) + line.text) }
  for line in summary.preparation?.lines ?? [] { lines.append("           " + line.text) }
  for modality in manifest.modalities {
    let channels = "\(modality.channels.count) \(modality.channels.count == 1 ? "channel" : "channels")"
    lines.append(
      "modality   \(modality.name): \(modality.title); \(channels) in \(modality.units.distinct.joined(separator: " and ")), "
        + "\(modality.rate.formatted()) Hz; \(modality.placement)")
  }
  for modality in manifest.features?.modalities ?? [] {
    lines.append("modality   \(modality.name): \(modality.encoder)")
  }
  lines.append("classes    \(manifest.classes.count): \(manifest.classes.joined(separator: ", "))")
  let subjects = manifest.subjects.map { "\($0.count)" } ?? "not known"
  lines.append("subjects   \(subjects)\(manifest.trials.map { ", \($0) trials of each class" } ?? "")")
  if let window = manifest.window {
    lines.append("window     \(window.seconds.formatted()) s, overlap \(window.overlap.formatted())")
  }
  for list in manifest.checksums { lines.append("checksums  \(list.variant): \(list.note)") }
  if let reason = manifest.checksumsUnknown { lines.append("checksums  none: \(reason)") }
  lines.append("licence    \(manifest.licence)")
  lines.append("citation   \(manifest.citation)")
  if !manifest.homepage.isEmpty { lines.append("homepage   \(manifest.homepage)") }
  let card = entry.folder.appendingPathComponent("CARD.md").path
  if FileManager.default.fileExists(atPath: card) { lines.append("card       \(card)") }
  return lines.joined(separator: "\n")
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

func describe(_ verification: Verification) -> String {
  var lines = ["\(verification.dataset) in \(verification.folder)"]
  for match in verification.matching {
    lines.append("  \(match.folder == "." ? "" : match.folder + ": ")\(match.files) files as in '\(match.variant)'")
  }
  for folder in verification.notHere { lines.append("  \(folder): not here") }
  for file in verification.missing { lines.append("missing: \(file)") }
  for file in verification.unexpected { lines.append("unexpected: \(file)") }
  for file in verification.wrong {
    let expected = file.expected.map { "\($0.sha256) ('\($0.variant)')" }.joined(separator: " or ")
    lines.append("wrong: \(file.file): found \(file.found); expected \(expected)")
  }
  let faults = verification.missing.count + verification.unexpected.count + verification.wrong.count
  lines.append(faults == 0 ? "all is well" : "\(faults) files are wrong: fetch them again or put them right")
  return lines.joined(separator: "\n")
}
