import Splits

extension TrialDescription {
  /// The alignment's name of rows whose predictions came from elsewhere.
  public static let imported = "imported"

  /// The name that the author of imported predictions gave to their row; nil of all other rows.
  public var importedRow: String? { alignment.importedRow }

  /// What the author of imported predictions says of the target was seen; nil where it is not
  /// stated.
  var importedSaw: [TargetSeen]? {
    guard importedRow != nil, case .array(let names) = alignment.parameters.members["saw"] else { return nil }
    let seen = names.compactMap(\.text).compactMap(TargetSeen.init)
    return seen.count == names.count ? TargetSeen.allCases.filter(seen.contains) : nil
  }

  /// Whether imported predictions saw no more of the target than methods of this program do on the
  /// board, as their author says. False where that is not stated, and of all other rows.
  public var sawNoMoreThanMethods: Bool {
    guard let saw = importedSaw else { return false }
    var method = self
    method.alignment = .init(name: "none")
    return method.targetSeen.map { Set(saw).isSubset(of: $0) } ?? false
  }

  /// What rows of one board have in common: all but method, classifier, split and repetition.
  package var board: TrialDescription {
    var board = row
    (board.alignment, board.classifier) = (.init(name: ""), .init(name: ""))
    (board.keep, board.metrics) = (nil, nil)
    return board
  }
}

extension TrialDescription.Choice {
  /// The name of an imported row; nil of everything else.
  public var importedRow: String? {
    name == TrialDescription.imported ? parameters.members["row"]?.text : nil
  }

  /// Predictions from elsewhere, as what stands in place of an alignment.
  /// - Parameters:
  ///   - row: the name of the row.
  ///   - file: SHA-256 of the file that holds them.
  ///   - saw: standard names of what of the target was seen; nil where that is not stated.
  package static func imported(row: String, file: String, saw: [TargetSeen]?) -> Self {
    let names = saw.map { saw in
      JSONValue.array(TargetSeen.allCases.filter(saw.contains).map { .string($0.rawValue) })
    }
    return Self(
      name: TrialDescription.imported,
      parameters: .object(["row": .string(row), "file": .string(file), "saw": names ?? .string("not stated")]))
  }
}
