/// The descriptions of a file's arrays in their order, found by name at once: a table may have a
/// million columns.
public struct ArrayList: Sendable, Equatable, RandomAccessCollection, ExpressibleByArrayLiteral {
  private let descriptions: [ArrayDescription]
  /// Places by name, without the leading `/` that a path may have.
  private let places: [Substring: [Int]]

  public init(_ descriptions: [ArrayDescription]) {
    self.descriptions = descriptions
    places = Dictionary(grouping: descriptions.indices) { Self.plain(descriptions[$0].name) }
  }

  public init(arrayLiteral descriptions: ArrayDescription...) { self.init(descriptions) }

  public var startIndex: Int { 0 }
  public var endIndex: Int { descriptions.count }
  public subscript(place: Int) -> ArrayDescription { descriptions[place] }

  /// The places of the arrays that a name means: those of just that name, or else those of it with
  /// or without a leading `/`.
  func places(of name: String) -> [Int] {
    let all = places[Self.plain(name)] ?? []
    let same = all.filter { descriptions[$0].name == name }
    return same.isEmpty ? all : same
  }

  private static func plain(_ name: String) -> Substring { name.drop { $0 == "/" } }
}
