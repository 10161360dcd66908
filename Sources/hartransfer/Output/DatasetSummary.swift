import Datasets
import Diagnostics
import FeatureStore
import Foundation

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
