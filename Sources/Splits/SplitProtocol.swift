import FeatureStore
import Parameters
import Randomness

/// A protocol by name with its parameters: how the samples of a data set are divided into roles.
///
/// In a configuration it is a name, `cross-subject`, or a map of one name to parameters,
/// `{leave-one-subject-out: {overlap: disjoint}}`; every parameter has a default. It is encoded in
/// the second form with every parameter written out.
public struct SplitProtocol: Sendable {
  /// Every protocol there is. A new one is one file and one entry here.
  public static let registry: [any SplitParameters.Type] = [
    CrossSubject.self, CrossSubject531.self, LeaveOneSessionOut.self, LeaveOneSubjectOut.self, Random40401010.self,
    SubjectDisjoint.self, SubjectFolds.self, UnpairedClasses.self, UnseenClasses.self, WithoutPairs.self,
  ]

  /// The names of all protocols, in the order of the registry.
  public static var names: [String] { registry.map { $0.name } }

  /// One sentence on each protocol, by name.
  public static var summaries: [String: String] {
    Dictionary(uniqueKeysWithValues: registry.map { ($0.name, $0.summary) })
  }

  /// The parameters, whose type is the protocol.
  public let parameters: any SplitParameters

  /// The protocol with these parameters.
  public init(_ parameters: any SplitParameters) { self.parameters = parameters }

  /// The protocol of the given name with its default parameters.
  /// - Throws: `InputError` that suggests the nearest known name.
  public init(named name: String) throws { try self.init(NamedChoice(name)) }

  /// The protocol that a choice names, with its parameters.
  init(_ choice: NamedChoice) throws {
    guard let type = Self.registry.first(where: { $0.name == choice.name }) else {
      throw choice.unknown(kind: "protocol", known: Self.names)
    }
    self.init(try choice.parameters(type))
  }

  /// The name of the protocol.
  public var name: String { type(of: parameters).name }

  /// What a method may see of the target under it.
  public var targetSeen: [TargetSeen] { parameters.targetSeen }

  /// The splits of the samples, each checked for leakage.
  ///
  /// A split depends on the samples, the parameters and the seed alone, never on the order of the
  /// rows. Permuting the table permutes the row numbers. The ids of every role stay the same. Cost:
  /// O(n log n) a split.
  /// - Throws: `InputError` where the samples do not allow the protocol, say for want of trials or
  ///   subjects.
  public func splits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let splits = try parameters.proposedSplits(of: samples, seed: seed)
    return try splits.map { split in
      try split.checkLeakage(samples: samples)
      return split.notingUnlabelledClasses(in: samples)
    }
  }
}

extension Split {
  /// Notes the classes of test rows that no labelled row has: nothing can name them.
  fileprivate func notingUnlabelledClasses(in samples: SampleTable) -> Split {
    let labelled = Set(roles.labelled.map { samples.labels[$0] })
    let missing = Set(roles.test.map { samples.labels[$0] }).subtracting(labelled).sorted()
    guard !missing.isEmpty else { return self }
    var result = self
    let names = missing.map { "'\(samples.classNames[$0])'" }.joined(separator: ", ")
    result.notes.append("test rows have classes without any labelled row: \(names)")
    return result
  }
}
