import Alignment
import Records
import Splits

/// The data of the parts of a plan, one after the other: what a condition leaves as it is at the defaults is not made anew.
struct SplitDataCache {
  /// What was made last, where another condition may have its features.
  private var last: (split: Split, checksums: [String], level: Level, frames: FrameLevel?, data: SplitData)?

  /// The data of a part; `make` reads and reduces its features.
  mutating func data(of part: SplitPlan, _ make: (SplitPlan) throws -> SplitData) throws -> SplitData {
    guard part.keeps >= .features else {
      last = nil
      return try make(part)
    }
    let checksums = try part.source.modalities.map {
      try "\(part.source.dataset) \($0) \(part.source.checksum(of: $0))"
    }
    if let last, last.split == part.standard, last.checksums == checksums, last.level == part.level,
      last.frames == part.frames
    {
      return SplitData(last.data, split: part.split, keepingPairs: part.keeps >= .pairs)
    }
    // The features of another split need not be in memory beside these.
    last = nil
    let data = try make(part)
    if part.condition == nil { last = (part.standard, checksums, part.level, part.frames, data) }
    return data
  }
}
