/// The rows of a sample table by what a benchmark may do with them: four explicit, ascending lists.
public struct Roles: Codable, Sendable, Equatable {
  /// Rows whose source modality and label may be used.
  public var labelled: [Int]
  /// Rows whose two modalities are seen together, without their labels.
  public var paired: [Int]
  /// Rows kept for choosing hyper-parameters.
  public var validation: [Int]
  /// Rows that are scored, and touched by nothing else.
  public var test: [Int]

  /// Keeps the rows of each role in ascending order.
  public init(labelled: [Int], paired: [Int], validation: [Int] = [], test: [Int]) {
    self.labelled = labelled.sorted()
    self.paired = paired.sorted()
    self.validation = validation.sorted()
    self.test = test.sorted()
  }

  /// The rows that something may be fitted on, whatever it uses of them: labelled or paired, ascending.
  public var training: [Int] { Set(labelled).union(paired).sorted() }

  /// The roles with the names they have in files and messages, in that order.
  public var named: [(name: String, rows: [Int])] {
    [("labelled", labelled), ("paired", paired), ("validation", validation), ("test", test)]
  }
}
