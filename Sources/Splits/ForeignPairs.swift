import Diagnostics
import FeatureStore
import Randomness

/// Splits whose pairs are rows of another data set, behind those that a protocol divided.
extension Split {
  /// The split with other rows as its pairs. Its labelled and test rows stay, and so do the classes
  /// that may be predicted; the pairs that the protocol gave have no role.
  /// - Parameters:
  ///   - rows: the rows of the other data set.
  ///   - samples: the table of both.
  /// - Throws: `InputError` for a protocol that promises something of the classes of pairs and of
  ///   the test, and where a row or a person has a role beside the pairs already.
  public func pairing(_ rows: Range<Int>, of samples: SampleTable) throws -> Split {
    guard !promises.hidesTestClasses, !promises.testsPairedClasses else {
      throw InputError(
        place, found: "pairs of another data set", expected: "pairs of its own, whose classes the protocol knows",
        advice: promises.testsPairedClasses
          ? "Leave 'test: all' out: no class is known to be paired."
          : "The protocol promises that nothing learns from a class of the test, and classes there are not known.")
    }
    var result = self
    result.roles.paired = Array(rows)
    result.roles.partners = nil
    result.pairedClasses = nil
    result.promises.overlap = .disjoint
    let others = Set(result.roles.labelled + result.roles.validation + result.roles.test)
    let subjects = Set(others.map { samples.subjects[$0] })
    if let row = rows.first(where: { others.contains($0) || subjects.contains(samples.subjects[$0]) }) {
      throw InputError(
        place, found: "sample '\(samples.ids[row])' of another data set with a role beside the pairs",
        expected: "rows and persons of their own")
    }
    try result.checkLeakage(samples: samples)
    return result
  }

  /// The split with `count` more pairs, drawn from `own` without a look at any label.
  /// - Throws: `InputError` unless `count` is from 0 to the number of `own`.
  public func addingPairs(_ count: Int, of own: [Int], samples: SampleTable, seed: Seed) throws -> Split {
    guard (0...own.count).contains(count) else {
      throw InputError(
        place, found: "\(count) own pairs asked for", expected: "from 0 to \(own.count), as many as there are",
        advice: "Write fewer.")
    }
    var result = self
    result.roles.paired = (roles.paired + samples.shuffled(own, seed: seed).prefix(count)).sorted()
    return result
  }
}
