import Foundation

/// An array that seems to name the samples of another, and other arrays that might.
struct IDChoice {
  let column: ArrayRoles.Column
  /// Other arrays of as many different values.
  let others: [String]
}

/// The arrays of a file that may name samples: their values are all different.
struct IDCandidates {
  /// Texts, and numbers that are called ids: they are proposed.
  private let strong: [ArrayRoles.Column]
  /// Other whole numbers: they are mentioned.
  private let weak: [ArrayRoles.Column]

  private static let words = ["id", "name", "sample", "clip", "file", "key"]
  /// Parts of names that do not say what an array belongs to.
  private static let generic: Set = [
    "features", "feature", "emb", "embedding", "embeddings", "data", "array", "values", "x", "id", "ids", "name",
    "names",
  ]

  init(_ unique: [ArrayRoles.Column]) {
    func isNumbered(_ column: ArrayRoles.Column) -> Bool {
      ArrayRoles.word(column.name).split(separator: "_").contains { ["id", "ids", "sample", "index"].contains($0) }
    }
    strong = unique.filter { $0.isText || isNumbered($0) }
    weak = unique.filter { !$0.isText && !isNumbered($0) }
  }

  /// The array that names the `count` samples of the array `name`; nil if none has as many values.
  /// Texts come before numbers; then the largest share of the name, the nearest group, and being
  /// called ids decide, in this order.
  func choice(for name: String, count: Int) -> IDChoice? {
    let own = strong.filter { $0.values.count == count }
    let ranks = own.map { rank($0, name) }
    guard
      let best = ranks.indices.max(by: { a, b in
        let order = zip(ranks[a], ranks[b]).first { $0 != $1 }
        // Of equals the first.
        return order.map { $0 < $1 } ?? (a > b)
      })
    else { return nil }
    let others = own.indices.filter { $0 != best }.map { own[$0] } + weak.filter { $0.values.count == count }
    return IDChoice(column: own[best], others: others.map(\.name))
  }

  /// Whether `name` says in any way which candidates it belongs to.
  func isNear(_ name: String, _ column: ArrayRoles.Column) -> Bool {
    !Self.tokens(name).isDisjoint(with: Self.tokens(column.name))
  }

  /// The lengths of texts that belong to the array `name` by their names.
  func lengths(near name: String) -> [Int] {
    strong.filter { $0.isText && isNear(name, $0) }.map(\.values.count)
  }

  private func rank(_ column: ArrayRoles.Column, _ name: String) -> [Int] {
    let (own, other) = (column.name.split(separator: "/"), name.split(separator: "/"))
    let isNamed = Self.words.contains { ArrayRoles.word(column.name).contains($0) }
    return [
      column.isText ? 1 : 0, Self.tokens(name).intersection(Self.tokens(column.name)).count,
      zip(own, other).prefix { $0 == $1 }.count, isNamed ? 1 : 0,
    ]
  }

  /// The parts of a name that say something, in small letters: `/imu/clipIDs` has imu and clip.
  private static func tokens(_ name: String) -> Set<String> {
    var words: [String] = []
    var previous: Character = " "
    for character in name {
      let isPart = character.isLetter || character.isNumber
      let begins =
        isPart && (!(previous.isLetter || previous.isNumber) || previous.isLowercase && character.isUppercase)
      if begins { words.append("") }
      if isPart { words[words.count - 1].append(character.lowercased()) }
      previous = character
    }
    return Set(words).subtracting(generic)
  }
}
