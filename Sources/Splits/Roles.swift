/// The rows of a sample table by what a benchmark may do with them: four ascending lists, and what
/// a condition of an axis adds.
public struct Roles: Codable, Sendable, Equatable {
  /// Rows whose source modality and label may be used.
  public var labelled: [Int]
  /// Rows whose two modalities are seen together, without their labels.
  public var paired: [Int]
  /// Rows kept for choosing hyper-parameters.
  public var validation: [Int]
  /// Rows that are scored, and touched by nothing else.
  public var test: [Int]
  /// The labelled rows whose target modality is labelled too, ascending. Nil, and not written,
  /// where no label of the target is given away.
  public var targetLabelled: [Int]?
  /// For each mismatched paired row the row that its target is from; without pairs, for each row
  /// whose source is seen one whose target is. Nil, and not written, where all pairs belong
  /// together.
  public var partners: [Int: Int]?

  /// Keeps the rows of each role in ascending order.
  public init(
    labelled: [Int], paired: [Int], validation: [Int] = [], test: [Int], targetLabelled: [Int]? = nil,
    partners: [Int: Int]? = nil
  ) {
    self.labelled = labelled.sorted()
    self.paired = paired.sorted()
    self.validation = validation.sorted()
    self.test = test.sorted()
    self.targetLabelled = targetLabelled?.sorted()
    self.partners = partners
  }

  /// The rows that the targets of the paired rows are from, ascending.
  public var pairedTargets: [Int] {
    guard let partners else { return paired }
    return paired.map { partners[$0] ?? $0 }.sorted()
  }

  /// The rows of which a modality is seen without its label, ascending: both sides of the pairs.
  /// What learns from one modality alone learns from these.
  public var unlabelled: [Int] { partners == nil ? paired : Set(paired).union(pairedTargets).sorted() }

  /// The rows that something may be fitted on: labelled or seen without labels, ascending.
  public var training: [Int] { Set(labelled).union(unlabelled).sorted() }

  /// The roles with the names they have in files and messages, in that order.
  public var named: [(name: String, rows: [Int])] {
    [("labelled", labelled), ("paired", paired), ("validation", validation), ("test", test)]
  }
}
