import FeatureStore
import Splits

extension SplitData {
  /// The data of inner splits of this one, with reductions fitted anew on the pairs of each: what a
  /// fold leaves out has no part in what is fitted on the rest. Features of rows without a role in
  /// a fold are NaN there.
  func refitted(on splits: [Split]) throws -> [SplitData] {
    guard !splits.isEmpty else { return [] }
    let features = try unreduced.read()
    return try splits.map { split in
      let rows = split.roles.involved
      if let frames {
        return try SplitData(
          features, split: split, frames: frames.level, unreduced: unreduced, rows: rows, cache: cache.makeFold())
      }
      return try SplitData(
        features, split: split, reduction: unreduced.reduction, frames: nil, unreduced: unreduced, rows: rows,
        cache: cache.makeFold())
    }
  }
}

extension Roles {
  /// The rows that have a role in an inner split, each once, ascending.
  fileprivate var involved: [Int] {
    let rows = labelled + paired + test
    return Set(rows + rows.compactMap { partners?[$0] }).sorted()
  }
}
