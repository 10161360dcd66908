import Diagnostics
import FeatureStore
import Randomness

/// Splits with less, or worse, than a protocol gives: the points of an axis.
///
/// Every function keeps the test, and takes rows away or marks them; none adds one. Draws go over
/// the samples' ids in their own order and never over rows: the order of the table does not matter.
/// They are nested: with one seed a smaller number draws a part of what a larger one draws.
extension Split {
  /// The split with `count` of its pairs, drawn without a look at any label.
  /// - Throws: `InputError` unless `count` is from 1 to the number of pairs.
  public func keepingPairs(_ count: Int, samples: SampleTable, seed: Seed) throws -> Split {
    guard (1...max(1, roles.paired.count)).contains(count) else {
      throw InputError(
        place, found: "\(count) pairs asked for", expected: "from 1 to \(roles.paired.count), as many as there are",
        advice: "Write 'all' for all of them.")
    }
    var result = self
    result.roles.paired = samples.shuffled(roles.paired, seed: seed).prefix(count).sorted()
    return result
  }

  /// The split with `count` labelled rows of each class that has any.
  /// - Throws: `InputError` unless `count` is from 1 to the number of labelled rows of every such
  ///   class.
  public func keepingLabels(_ count: Int, samples: SampleTable, seed: Seed) throws -> Split {
    var result = self
    result.roles.labelled = try draw(count, samples: samples, seed: seed, what: "labels")
    return result
  }

  /// The split with the target's labels of `count` labelled rows of each class that has any. It is
  /// no zero-label split any more.
  /// - Throws: `InputError` unless `count` is from 1 to the number of labelled rows of every such
  ///   class, and for a split that hides the classes of its test.
  public func labellingTarget(_ count: Int, samples: SampleTable, seed: Seed) throws -> Split {
    guard !promises.hidesTestClasses else {
      throw InputError(
        place, found: "labels of the target asked for",
        expected: "none: the protocol promises that nothing learns from a recording of a class of the test",
        advice: "Take the axis out, or the protocol.")
    }
    var result = self
    result.roles.targetLabelled = try draw(count, samples: samples, seed: seed, what: "labels of the target")
    return result
  }

  /// The split with a share of its pairs mismatched: their targets change places, so that none of
  /// them is where it belongs.
  ///
  /// The pairs are drawn without a look at any label. Each gets the target of the next one in the
  /// order of the draw, and the last one that of the first.
  /// - Throws: `InputError` unless `fraction` is in 0 ... 1, where it comes to fewer than two
  ///   pairs, and for a split without pairs.
  public func mismatchingPairs(_ fraction: Double, samples: SampleTable, seed: Seed) throws -> Split {
    guard (0...1).contains(fraction) else {
      throw InputError(place, found: "\(fraction) of the pairs to be mismatched", expected: "a fraction in 0 ... 1")
    }
    guard !promises.separatesSides else {
      throw InputError(
        place, found: "\(fraction) of the pairs to be mismatched", expected: "no such share: there is no pair at all",
        advice: "Take the axis out, or the protocol.")
    }
    let count = Int((fraction * Double(roles.paired.count)).rounded())
    guard count >= 2 else {
      throw InputError(
        place, found: "\(fraction) of \(roles.paired.count) pairs to be mismatched, which is \(count)",
        expected: "two pairs or more, which can change places", advice: "Choose a larger fraction, or 0.")
    }
    let drawn = Array(samples.shuffled(roles.paired, seed: seed).prefix(count))
    var result = self
    result.roles.partners = Dictionary(uniqueKeysWithValues: zip(drawn, drawn.dropFirst() + drawn.prefix(1)))
    return result
  }

  /// `count` labelled rows of each class.
  private func draw(_ count: Int, samples: SampleTable, seed: Seed, what: String) throws -> [Int] {
    let byClass = Dictionary(grouping: roles.labelled) { samples.labels[$0] }
    let fewest = byClass.min { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
    guard let fewest, (1...fewest.value.count).contains(count) else {
      let name = fewest.map { " (class '\(samples.classNames[$0.key])')" } ?? ""
      throw InputError(
        place, found: "\(count) \(what) a class asked for",
        expected: "from 1 to \(fewest?.value.count ?? 0), as many labelled rows as every class has\(name)",
        advice: "Choose fewer, or 'all' labels of the source.")
    }
    return byClass.keys.sorted().flatMap { label in
      let name = samples.classNames[label]
      return samples.shuffled(byClass[label, default: []], seed: seed.deriving(name)).prefix(count)
    }.sorted()
  }
}

extension SampleTable {
  /// Rows in random order, which depends on their ids and the seed alone.
  func shuffled(_ rows: [Int], seed: Seed) -> [Int] {
    var generator = seed.generator
    return generator.shuffled(rows.sorted { ids[$0] < ids[$1] })
  }
}
