/// What a user reads about a method before choosing it: `hartransfer alignments <name>` prints it,
/// followed by the method's parameters.
public struct MethodCard: Sendable, Equatable {
  /// What it is, in one line.
  public let summary: String
  /// What it minimises or maximises, as a formula; without an objective, what it computes.
  public let objective: String
  /// How the optimum is found.
  public let solution: String
  /// Time and memory by the numbers of samples, features and dimensions.
  public let cost: String
  /// Where it was published.
  public let source: String

  /// Joins the parts. Each becomes a sentence: a full stop is added, and a capital to the summary.
  public init(summary: String, objective: String, solution: String, cost: String, source: String) {
    self.summary = Self.sentence(summary.prefix(1).uppercased() + summary.dropFirst())
    self.objective = Self.sentence(objective)
    self.solution = Self.sentence(solution)
    self.cost = Self.sentence(cost)
    self.source = Self.sentence(source)
  }

  private static func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
}
