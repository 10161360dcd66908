import Datasets
import Diagnostics
import FeatureStore
import Foundation
import PlainText

/// A data set in a line: what it holds and what of it is here.
struct DatasetSummary: Encodable {
  var id: String
  var title: String
  var modalities: [String]
  var classes: Int
  /// Null where the manifest does not know.
  var subjects: Int?
  /// Samples that the data set has when it is complete; null where nobody has counted them.
  var expectedSamples: Int?
  /// Samples that were found; null where the data are not here or cannot be opened.
  var samples: Int?
  /// Modalities that were found.
  var modalitiesHere: [String]
  /// The folder of the data; null where they are not here.
  var folder: String?
  /// What is wrong with data that are here; null where nothing is.
  var problem: String?
  /// How many samples there are of each kind; null where the data are not here or cannot be opened.
  var counts: SampleCounts?
  /// What became of recordings on their way to samples; null likewise.
  var preparation: Preparation?
  /// What is in no sample, one by one.
  private(set) var skipped: [SkippedFile] = []

  /// Whether there is a place to fetch it from.
  private let canFetch: Bool

  private enum CodingKeys: CodingKey {
    case id, title, modalities, classes, subjects, expectedSamples, samples, modalitiesHere, folder, problem,
      counts, preparation
  }

  init(_ entry: DatasetEntry, data: URL?) {
    let manifest = entry.manifest
    id = manifest.id
    title = manifest.title
    modalities = manifest.features?.modalities.map(\.name) ?? manifest.modalities.map(\.name)
    classes = manifest.classes.count
    subjects = manifest.subjects?.count
    expectedSamples = manifest.samples
    modalitiesHere = []
    canFetch = (manifest.fetch?.method ?? .byHand) != .byHand
    guard let location = try? DataLocation(of: entry, option: data) else { return }
    folder = location.folder.path
    do {
      if let features = try entry.features(data: location.folder) {
        samples = features.set.samples.count
        subjects = Set(features.set.samples.subjects).count
        modalitiesHere = features.set.modalities.map(\.name)
        skipped = features.skipped
        counts = SampleCounts(of: features.set)
        preparation = Preparation(leftOut: LeftOut.grouping(skipped))
        return
      }
      let source = try entry.open(data: location.folder)
      samples = source.samples.count
      modalitiesHere = source.modalities
      counts = SampleCounts(of: source.samples, having: source.modalities)
      preparation = source.preparation
      skipped = source.skipped
    } catch { problem = "\(error)" }
  }

  /// Every key, null where there is no value.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(title, forKey: .title)
    try container.encode(modalities, forKey: .modalities)
    try container.encode(classes, forKey: .classes)
    try container.encode(subjects, forKey: .subjects)
    try container.encode(expectedSamples, forKey: .expectedSamples)
    try container.encode(samples, forKey: .samples)
    try container.encode(modalitiesHere, forKey: .modalitiesHere)
    try container.encode(folder, forKey: .folder)
    try container.encode(problem, forKey: .problem)
    try container.encode(counts, forKey: .counts)
    try container.encode(preparation, forKey: .preparation)
  }

  /// For a person.
  var state: String {
    guard let folder else { return canFetch ? "not here: hartransfer datasets fetch \(id)" : "not here" }
    guard let samples else { return "damaged in \(folder): \(problem ?? "")" }
    let absent = modalities.filter { !modalitiesHere.contains($0) }
    let missing = absent.isEmpty ? "" : ", without \(absent.joined(separator: ", "))"
    return "\(samples)\(expectedSamples.map { " of \($0)" } ?? "") samples\(missing) in \(folder)"
  }
}

/// All that is known of a data set.
struct DatasetDetails: Encodable {
  var manifest: Manifest
  var here: DatasetSummary
}

func describe(_ entry: DatasetEntry, _ summary: DatasetSummary) -> String {
  let manifest = entry.manifest
  var lines = ["\(manifest.id)  \(manifest.title)", "version    \(manifest.version)", "data       \(summary.state)"]
  for line in summary.counts?.lines ?? [] { lines.append(padded(line.head + " ", 11) + line.text) }
  for line in summary.preparation?.lines ?? [] { lines.append("           " + line.text) }
  for modality in manifest.modalities {
    let units = modality.units.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let channels = "\(modality.channels.count) \(modality.channels.count == 1 ? "channel" : "channels")"
    lines.append(
      "modality   \(modality.name): \(modality.title); \(channels) in \(units.joined(separator: " and ")), "
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

/// What `datasets verify` found: the keys of the comparison with checksums, where there are any, and what reading found.
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
