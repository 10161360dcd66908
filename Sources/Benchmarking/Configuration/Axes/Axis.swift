import Datasets
import FeatureStore
import Randomness
import Records
import Splits

/// What a benchmark can vary beside its methods: how much of the data there is, and how good they
/// are.
///
/// Each axis is varied alone. At its default it changes nothing: the trial is that of a
/// configuration without the axis. What is drawn is drawn once a split, over the samples' ids, with
/// a seed of its own. What a smaller value draws is part of what a larger one draws, so that a
/// curve shows the amount and not the luck of each point.
public struct Axis: Sendable {
  /// The name in configurations and records.
  public let name: String
  let values: Values
  let keeps: Kept
  let change: Change

  /// All axes, in the order in which they are varied.
  public static let all: [Axis] = [
    labels, fewShot, mismatchedPairs, pairs, timeShift, missingChannels, clockOffset, ownPairs,
  ]

  /// What of the data is what it is at the defaults.
  enum Kept: Int, Comparable {
    case nothing
    /// The features of all samples.
    case features
    /// Features and pairs, with all that is fitted on these.
    case pairs

    static func < (a: Kept, b: Kept) -> Bool { a.rawValue < b.rawValue }
  }

  /// What a value does to a split.
  enum Change: Sendable {
    /// Other roles of the rows.
    case roles(@Sendable (_ value: Double, _ data: ChangedData) throws -> Split)
    /// Other recordings of the target, before they are encoded.
    case recordings(@Sendable (_ value: Double, _ data: ChangedData, RecordedTarget) throws -> any RecordingSource)
  }

  /// The data that a change is made to.
  struct ChangedData {
    let split: Split
    let samples: SampleTable
    /// The targets of the benchmark's directions that some samples lack.
    let incompleteTargets: [String]
    let seed: Seed
    /// The pairs that the protocol gives, where those of the split are of another data set; nil
    /// elsewhere.
    var ownPairs: [Int]? = nil
  }

  /// The recordings of one target.
  struct RecordedTarget {
    let recordings: any RecordingSource
    let modality: String
    /// How long they are, asked once.
    let lengths: RecordingLengths
  }
}

extension Axis {
  /// The values that an axis has.
  enum Values {
    /// Whole numbers from 1; the default is all there is.
    case amounts
    /// Whole numbers from 0, the default.
    case counts
    /// From 0, the default, to 1.
    case fractions
    /// From 0, the default.
    case seconds

    /// The value at which the axis changes nothing; nil where that is 'all'.
    var defaultValue: Double? { self == .amounts ? nil : 0 }

    /// In words.
    var text: String {
      switch self {
      case .amounts: "a whole number from 1, or 'all'"
      case .counts: "a whole number from 0"
      case .fractions: "a fraction in 0 ... 1"
      case .seconds: "a number of seconds from 0"
      }
    }

    /// Whether a number can be a value, as far as that can be said without the data.
    func allow(_ value: Double) -> Bool {
      switch self {
      case .amounts: value >= 1 && Self.isCount(value)
      case .counts: value >= 0 && Self.isCount(value)
      case .fractions: (0...1).contains(value)
      case .seconds: value >= 0 && value.isFinite
      }
    }

    private static func isCount(_ value: Double) -> Bool { value == value.rounded() && value < 1e9 }
  }
}

extension Condition {
  init(_ axis: Axis, _ value: Double) { self.init(axis.name, value) }
}
