import Foundation
import TestSupport
import Testing

@testable import Datasets

@Suite struct CardTests {
  static let entries = Result { try DatasetCatalogue(folder: repositoryDatasets).entries }

  @Test(
    "every data set says its licence, citation and units, has checksums or a reason, and a card with its faults",
    arguments: try nonEmpty(entries.get()).map(\.manifest.id))
  func complete(id: String) throws {
    let entry = try #require(Self.entries.get().first { $0.manifest.id == id })
    let manifest = entry.manifest
    #expect(!manifest.licence.isEmpty && !manifest.citation.isEmpty && manifest.homepage.hasPrefix("http"))
    #expect(manifest.checksums.isEmpty == (manifest.checksumsUnknown != nil))
    for modality in manifest.modalities {
      #expect(modality.channelUnits.count == modality.channels.count)
      for unit in modality.channelUnits { _ = try MeasurementUnit.named(unit, place: "\(id): \(modality.name)") }
    }
    let card = try String(contentsOf: entry.folder.appendingPathComponent("CARD.md"), encoding: .utf8)
    for heading in ["**What was recorded.**", "**Known faults.**", "**Licence and use.**", "**Attribution.**"] {
      #expect(card.contains(heading), "\(heading)")
    }
    for modality in manifest.modalities { #expect(card.contains("| \(modality.name) |"), "\(modality.name)") }
    #expect(manifest.checksumsUnknown == nil || card.contains("never run on the original"))
  }

  @Test("there is no data set without a manifest that can be read")
  func catalogue() throws {
    #expect(try Self.entries.get().count >= 11)
  }
}
