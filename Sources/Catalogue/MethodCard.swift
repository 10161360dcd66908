/// What a user reads about a method before choosing it: the page that `hartransfer alignments <name>` prints.
public struct MethodCard: Sendable, Equatable {
  /// What it is, in one line.
  public let summary: String
  /// What it minimises or maximises, as a formula; for a method without an objective, what it computes.
  public let objective: String
  /// How the optimum is found.
  public let solution: String
  /// Time and memory by the numbers of samples, features and dimensions.
  public let cost: String
  /// Where it was published.
  public let source: String
  /// Its parameters, in the order in which they are written.
  public let parameters: [ParameterCard]

  /// Joins the parts; a text that does not end with a full stop is given one, and the summary a capital.
  public init(
    summary: String, objective: String, solution: String, cost: String, source: String,
    parameters: [ParameterCard] = []
  ) {
    self.summary = Self.sentence(summary.prefix(1).uppercased() + summary.dropFirst())
    self.objective = Self.sentence(objective)
    self.solution = Self.sentence(solution)
    self.cost = Self.sentence(cost)
    self.source = Self.sentence(source)
    self.parameters = parameters
  }

  private static func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
}
