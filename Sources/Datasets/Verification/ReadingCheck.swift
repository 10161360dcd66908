import Diagnostics
import Foundation
import Parallelism

/// What reading every recording of a data set found.
public struct ReadingCheck: Sendable, Codable, Equatable {
  /// Samples that were read, of each modality.
  public var samples: Int
  /// The modalities that were read.
  public var modalities: [String]
  /// What cannot be read, with its modality, and why.
  public var faults: [Fault]

  /// Something that cannot be read.
  public struct Fault: Sendable, Codable, Equatable {
    /// The file or the sample.
    public var file: String
    /// What is wrong with it.
    public var reason: String
  }

  /// True where all can be read.
  public var isSound: Bool { faults.isEmpty }

  /// Opens the data and reads all of them; faults are collected, not thrown.
  public init(of entry: DatasetEntry, in data: URL) {
    (samples, modalities, faults) = (0, [], [])
    do {
      if let features = try entry.features(data: data) {
        samples = features.set.samples.count
        modalities = features.set.all.map(\.name)
        return
      }
      let source = try entry.open(data: data)
      samples = source.samples.count
      modalities = source.modalities
      if !source.wasReadWhole { faults = try Self.faults(of: source) }
    } catch {
      faults = Self.damage(of: entry, in: data)
      if faults.isEmpty { faults = [Fault(file: data.path, reason: "\(error)")] }
    }
  }

  private static func faults(of source: any RecordingSource) throws -> [Fault] {
    try source.modalities.flatMap { modality in
      try concurrentMap(source.samples.count) { row -> Fault? in
        do { _ = try source.signal(row: row, modality: modality) } catch {
          return Fault(file: "\(source.samples.ids[row]), modality '\(modality)'", reason: "\(error)")
        }
        return nil
      }.compactMap(\.self)
    }
  }

  /// What is left out of data that cannot be opened as they are; nothing where they cannot be
  /// opened at all.
  private static func damage(of entry: DatasetEntry, in data: URL) -> [Fault] {
    guard entry.manifest.loader != nil, let rest = try? entry.open(data: data, skipBad: true) else { return [] }
    return rest.skipped.filter(\.isDamaged).map { Fault(file: $0.file, reason: $0.reason) }
  }
}
