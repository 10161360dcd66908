/// What is known of methods, data sets and protocols beyond the records: the report knows none of
/// them by itself.
public struct ReferenceNotes: Sendable {
  /// A method or a bound.
  public struct Method: Sendable {
    /// What it does, in a sentence.
    public var summary: String
    /// What it optimises, in the field's symbols.
    public var objective: String
    /// Who described it and where; empty where nobody is named.
    public var source: String

    public init(summary: String, objective: String, source: String) {
      (self.summary, self.objective, self.source) = (summary, objective, source)
    }
  }

  /// A data set.
  public struct Dataset: Sendable {
    public var title: String
    public var licence: String
    /// How its authors want it cited.
    public var citation: String
    /// Where it is to be had; empty where nobody says.
    public var homepage: String

    public init(title: String, licence: String, citation: String, homepage: String) {
      (self.title, self.licence, self.citation, self.homepage) = (title, licence, citation, homepage)
    }
  }

  /// Methods and bounds by name.
  public var methods: [String: Method]
  /// Data sets by id.
  public var datasets: [String: Dataset]
  /// What each protocol is, by name.
  public var protocols: [String: String]

  public init(
    methods: [String: Method] = [:], datasets: [String: Dataset] = [:], protocols: [String: String] = [:]
  ) {
    (self.methods, self.datasets, self.protocols) = (methods, datasets, protocols)
  }
}
