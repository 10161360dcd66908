import Diagnostics
import FeatureStore
import Randomness

/// The classes of the test were never paired: does the alignment carry what no pair has shown?
///
/// Odd subjects: the first half of the trials is labelled, over all classes; of the other half only two thirds of the
/// classes are paired. Test: even subjects, the other third (9 of 27 classes; at least two). No two draws are alike;
/// the first draws are the same whatever their number.
public struct UnpairedClasses: SplitParameters {
  /// `unpaired-classes`.
  public static let name = "unpaired-classes"
  /// The protocol in a sentence.
  public static let summary = "Two thirds of the classes are paired; the test is even subjects' never-paired third."

  /// The classes that may be predicted on test rows.
  public enum Candidates: String, Codable, Sendable, CaseIterable {
    /// The classes that were never paired, and no other.
    case unpaired
    /// Every class.
    case all
  }

  /// The classes that may be predicted on test rows.
  public let candidates: Candidates
  /// Number of splits.
  public let draws: Int

  /// The defaults: among the unpaired classes, 6 draws.
  public init() {
    candidates = .unpaired
    draws = 6
  }

  /// Checks and keeps the parameters.
  /// - Throws: `InputError` where `draws` is not from 1 to 1000.
  public init(candidates: Candidates = .unpaired, draws: Int) throws {
    try checkDraws(draws)
    self.candidates = candidates
    self.draws = draws
  }

  private enum CodingKeys: CodingKey { case candidates, draws }

  /// Reads the parameters; those that are left out have their defaults.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      candidates: container.choice(.candidates, default: .unpaired),
      draws: container.decodeIfPresent(Int.self, forKey: .draws) ?? Self().draws)
  }

  /// One split a draw of the unpaired classes.
  /// - Throws: `InputError` without trials, without odd or even subjects, with fewer than four classes, or with more
  ///   draws than choices.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let (odd, even) = try samples.oddAndEvenSubjects(for: Self.name)
    let training = try Overlap.disjoint.divide(samples.rows(ofSubjects: odd), of: samples, for: Self.name)
    let test = samples.rows(ofSubjects: even)
    // A class can be asked for only where it has labels to learn from and rows to test.
    let eligible = Set(training.labelled.map { samples.labels[$0] })
      .intersection(test.map { samples.labels[$0] }).sorted()
    guard eligible.count >= 4 else {
      throw InputError(
        "protocol \(Self.name)", found: "\(eligible.count) classes that both odd and even subjects have",
        expected: "at least 4, two to pair and two to tell apart",
        advice: "Use cross-subject with overlap: disjoint on a data set of few classes.")
    }
    let choices = try drawSubsets(
      of: eligible, size: max(2, eligible.count / 3), draws: draws, what: "thirds of the classes",
      protocolName: Self.name
    ) { self.seed(seed, ofDraw: $0) }
    return choices.enumerated().map { index, unpaired in
      let hidden = Set(unpaired)
      return Split(
        protocolName: Self.name, name: "draw-\(index + 1)",
        roles: Roles(
          labelled: training.labelled, paired: training.paired.filter { !hidden.contains(samples.labels[$0]) },
          test: test.filter { hidden.contains(samples.labels[$0]) }),
        candidateClasses: candidates == .unpaired ? unpaired : samples.allClasses,
        pairedClasses: samples.allClasses.filter { !hidden.contains($0) },
        promises: SplitPromises(overlap: .disjoint, separatesSubjects: true), notes: training.notes)
    }
  }
}
