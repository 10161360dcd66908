import Diagnostics
import Parallelism
import Records

/// How a plan is worked through; nothing here changes what a trial gives.
public struct RunOptions: Sendable {
  /// Trials that run side by side.
  public var jobs = activeProcessorCount
  /// Bytes that the process may take, by estimate; nil for no bound.
  public var memory: Int?
  /// The part of the plan that is run here; nil for all of it.
  public var shard: Shard?
  /// The trials that are run; all where it is empty.
  public var only = TrialFilter()
  /// The keys of the trials that are run; nil for all.
  public var keys: Set<String>?
  /// Whether trials that failed before are run again.
  public var retriesFailed = false
  /// Whether trials with a record are run again.
  public var replacesRecords = false
  /// Whether the first failure ends the run.
  public var failsFast = false
  /// Seconds of its own work after which a trial counts as failed; nil for no bound.
  public var timeout: Double?

  /// Whether the run ends early where a trial was given up, so that a new process can go on with
  /// `Summary.settled` and nothing computes that nobody waits for.
  public var handsOver = false
  /// What the processes did that this one takes the place of; nil where it is the first.
  public var earlier: BenchmarkRunner.Summary?

  /// All trials on all cores.
  public init() {}

  /// Bytes that one trial may take by estimate: those of the machine, or more where that is asked
  /// for.
  var mostMemory: Int { max(machineMemory, memory ?? 0) }

  /// Whether a part of the plan alone is asked for.
  public var isPartial: Bool { shard != nil || !only.isEmpty || keys != nil }
}

/// One of several parts of a plan that are disjoint and together complete, written `2/3`.
public struct Shard: Sendable, Equatable {
  /// Which part, from 1.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// Reads `2/3`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count >= 1, (1...count).contains(number) else {
      return nil
    }
    self.number = number
    self.count = count
  }

  private init(number: Int, of count: Int) { (self.number, self.count) = (number, count) }

  /// All parts, in their order; `count` is 1 or more.
  public static func all(of count: Int) -> [Shard] {
    (0..<max(count, 1)).map { Shard(number: $0 + 1, of: max(count, 1)) }
  }

  /// Whether the group of trials at `place` belongs to it.
  func contains(group place: Int) -> Bool { place % count == number - 1 }
}

/// Which trials of a plan are wanted, as `key=value` conditions: several of one key are
/// alternatives, those of different keys must all hold. `*` in a value stands for any text.
public struct TrialFilter: Sendable, Equatable {
  private var conditions: [String: [String]] = [:]

  /// The keys that there are, with what each looks at.
  private static let values: [(key: String, value: @Sendable (TrialDescription) -> String)] = [
    ("dataset", { $0.dataset }), ("protocol", { $0.protocol.name }), ("split", { $0.split }), ("source", { $0.source }),
    ("target", { $0.target }), ("alignment", { $0.alignment.name }), ("classifier", { $0.classifier.name }),
    ("decoding", { $0.decoding?.name ?? "none" }), ("level", { $0.level.rawValue }),
  ]

  /// The keys that a condition may have.
  public static let keys = values.map(\.key)

  /// All trials.
  public init() {}

  /// Reads conditions such as `alignment=perfect`.
  /// - Throws: `InputError` for one that is not `key=value`, or of an unknown key.
  public init(_ texts: [String]) throws {
    let known = Self.keys
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw InputError(
          "only", found: "'\(text)'", expected: "key=value, such as alignment=perfect",
          advice: "Keys: \(known.joined(separator: ", ")).")
      }
      guard known.contains(parts[0]) else {
        throw InputError(
          "only", found: "the key '\(parts[0])'", expected: "one of \(known.joined(separator: ", "))",
          advice: suggestion(for: parts[0], among: known))
      }
      conditions[parts[0], default: []].append(parts[1])
    }
  }

  /// Whether it lets everything through.
  public var isEmpty: Bool { conditions.isEmpty }

  /// Whether the trial is wanted.
  func contains(_ trial: TrialDescription) -> Bool {
    Self.values.allSatisfy { key, value in
      guard let patterns = conditions[key] else { return true }
      return patterns.contains { Self.matches(value(trial), $0) }
    }
  }

  private static func matches(_ text: String, _ pattern: String) -> Bool {
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard pieces.count > 1 else { return text == pattern }
    var rest = text[...]
    for (place, piece) in pieces.enumerated() {
      if place == 0 {
        guard rest.hasPrefix(piece) else { return false }
        rest = rest.dropFirst(piece.count)
      } else if place == pieces.count - 1 {
        return rest.hasSuffix(piece)
      } else if let found = rest.firstRange(of: piece) {
        rest = rest[found.upperBound...]
      } else {
        return false
      }
    }
    return true
  }
}
