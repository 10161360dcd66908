/// A method that is found by its name and has a card.
///
/// Parameters and defaults are not asked for here: whoever prints them decodes `{}` and encodes the result.
public protocol Catalogued {
  /// The name in configurations and tables.
  static var name: String { get }

  /// What is printed about it.
  static var card: MethodCard { get }
}
