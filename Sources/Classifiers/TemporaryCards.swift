import Catalogue

extension ClassifierMethod {
  /// Stands in until every classifier has a card of its own.
  public static var card: MethodCard {
    MethodCard(
      summary: "The classifier \(name).", objective: "See its documentation.", solution: "See its documentation.",
      cost: "See its documentation.", source: "See its documentation.")
  }
}
