/// A method that is found by its name, has a card, and declares its parameters.
public protocol Catalogued: Parametrised {
  /// The name in configurations and tables.
  static var name: String { get }

  /// What a user reads about it, besides its parameters.
  static var card: MethodCard { get }
}
