/// The files of a folder whose paths differ in words and numbers alone.
struct PathFamily {
  /// A word or number that differs from path to path; the same one may stand in a path twice.
  struct Place {
    /// Its positions among the tokens.
    let positions: [Int]
    let isNumber: Bool
    /// Its text in each path.
    let values: [String]
    /// The words right before it, such as `subject` in `subject_03`, in small letters.
    let before: [String]
    /// Whether it is the whole name of a folder.
    let isFolder: Bool

    /// The different texts, by their numbers.
    var distinct: [String] { Set(values).sorted { TableFiles.numerically($0, $1) } }
  }

  let paths: [String]
  let tokens: [[PathTokens.Token]]
  let places: [Place]

  /// - Parameter paths: paths of one shape, at least one.
  init(_ paths: [String]) {
    self.paths = paths
    let tokens = paths.map { PathTokens($0).tokens }
    self.tokens = tokens
    let first = tokens[0]
    var found: [[String]: Int] = [:]
    var positions: [[Int]] = []
    var texts: [[String]] = []
    for index in first.indices where first[index].kind != .mark {
      let values = tokens.map { $0[index].text }
      let isConstant = values.allSatisfy { $0 == values[0] }
      let isNumber = first[index].kind == .number
      // One person's files alone say which of the numbers is the person.
      let isNamed =
        isNumber && PathWords.meaning(before: Self.word(before: index, in: tokens).map { [$0] } ?? []) != nil
      guard !isConstant || isNamed else { continue }
      if !isConstant, let known = found[values] {
        positions[known].append(index)
      } else {
        if !isConstant { found[values] = positions.count }
        positions.append([index])
        texts.append(values)
      }
    }
    places = zip(positions, texts).map { own, values in
      let isFolder = own.contains { index in
        let before = index == 0 ? "/" : first[index - 1].text
        return before.hasSuffix("/") && index + 1 < first.count && first[index + 1].text.hasPrefix("/")
      }
      return Place(
        positions: own, isNumber: first[own[0]].kind == .number, values: values,
        before: own.compactMap { Self.word(before: $0, in: tokens) }, isFolder: isFolder)
    }
  }

  /// The word that stands before a token in all paths, with at most one of `_`, `-`, `.` and a
  /// blank between them.
  private static func word(before index: Int, in tokens: [[PathTokens.Token]]) -> String? {
    let first = tokens[0]
    var place = index - 1
    if place > 0, first[place].kind == .mark, ["_", "-", ".", " "].contains(first[place].text) { place -= 1 }
    guard place >= 0, first[place].kind == .word, tokens.allSatisfy({ $0[place].text == first[place].text }) else {
      return nil
    }
    return first[place].text.lowercased()
  }

  /// The families of paths, that of most files first.
  static func all(_ paths: [String]) -> [PathFamily] {
    var order: [String] = []
    var groups: [String: [String]] = [:]
    for path in paths {
      let shape = PathTokens(path).shape
      if groups[shape] == nil { order.append(shape) }
      groups[shape, default: []].append(path)
    }
    return order.enumerated().sorted { a, b in
      let (x, y) = (groups[a.element]?.count ?? 0, groups[b.element]?.count ?? 0)
      return (y, a.offset) < (x, b.offset)
    }.compactMap { groups[$0.element].map { PathFamily($0) } }
  }
}
