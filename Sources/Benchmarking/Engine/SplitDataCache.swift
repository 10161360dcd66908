import Alignment
import Records
import Splits

/// The data of the parts of a plan. A condition that keeps the features of the defaults takes them
/// from there.
struct SplitDataCache {
  /// What was made last, where another condition may have its features.
  private var last: Made?

  private struct Made {
    let split: Split
    let checksums: [String]
    let directions: [Direction]?
    let repetition: Int
    let level: Level
    let frames: FrameLevel?
    let data: SplitData
  }

  /// The data of parts that share features and pairs; `make` reads and reduces the features of one.
  mutating func data(of parts: [SplitPlan], _ make: (SplitPlan) throws -> SplitData) throws -> [SplitData] {
    guard let first = parts.first else { return [] }
    let data = try data(of: first, make)
    return [data] + parts.dropFirst().map { SplitData(data, split: $0.split, keepingPairs: true) }
  }

  private mutating func data(of part: SplitPlan, _ make: (SplitPlan) throws -> SplitData) throws -> SplitData {
    // Features that are chosen are chosen by the pairs of this very part.
    guard part.keeps >= .features, !(part.source is OpenFeatures) else {
      last = nil
      return try make(part)
    }
    let checksums = try part.source.modalities.map {
      try "\(part.source.dataset) \($0) \(part.source.checksum(of: $0))"
    }
    if let last, last.split == part.standard, last.checksums == checksums,
      last.directions == part.source.directions, last.level == part.level,
      last.frames == part.frames, last.repetition == part.repetitionOfFeatures
    {
      return SplitData(last.data, split: part.split)
    }
    // The features of another split need not be in memory beside these.
    last = nil
    let data = try make(part)
    last = Made(
      split: part.standard, checksums: checksums, directions: part.source.directions,
      repetition: part.repetitionOfFeatures, level: part.level,
      frames: part.frames, data: data)
    return data
  }
}
