import Foundation

/// The files of one modality, as the paths show them: one a recording, or one an axis of it.
struct RecordingKind {
  /// What the modality may be called.
  var name: String
  /// The pattern of its files; one a channel, where axes have files of their own.
  var patterns: [String]
  /// A path for each recording, or for each file that holds several.
  var paths: [String]
  /// The values in each path.
  var values: [[String: String]]
  /// The names in its patterns.
  var names: Set<String> { Set(values.first?.keys.map(\.self) ?? []) }

  /// The kinds among the files of a family.
  static func kinds(of family: PathFamily, _ reader: FolderReader) -> [RecordingKind] {
    let found = PathMeanings(family, reader)
    let (places, names) = (family.places, found.names)
    let modalities = places.indices.filter { found.meanings[$0] == .modality }
    let axes = places.indices.filter { found.meanings[$0] == .axis }
    func key(_ row: Int, _ own: [Int]) -> [String] { own.map { places[$0].values[row] } }
    let groups = Dictionary(grouping: family.paths.indices) { key($0, modalities) }.map {
      (key: $0.key, value: $0.value)
    }
    .sorted { $0.value[0] < $1.value[0] }
    // What the kind tells already is no name of its own.
    let kept = places.indices.filter { place in
      guard names[place] != nil else { return false }
      if modalities.isEmpty || found.meanings[place] != .other { return true }
      return groups.contains { group in Set(group.value.map { places[place].values[$0] }).count > 1 }
    }
    return groups.map { group in
      let channels = Dictionary(grouping: group.value) { key($0, axes) }.sorted {
        $0.key.lexicographicallyPrecedes($1.key)
      }
      let patterns = channels.map { Self.pattern(family, $0.value[0], kept, names) }
      let own = channels.first?.value ?? []
      return RecordingKind(
        name: Self.name(family, own.first ?? 0, modalities), patterns: patterns, paths: own.map { family.paths[$0] },
        values: own.map { row in
          Dictionary(kept.map { (names[$0] ?? "", places[$0].values[row]) }, uniquingKeysWith: { a, _ in a })
        })
    }
  }

  private static func pattern(_ family: PathFamily, _ row: Int, _ kept: [Int], _ names: [String?]) -> String {
    var result = ""
    for (position, token) in family.tokens[row].enumerated() {
      guard let place = kept.first(where: { family.places[$0].positions.contains(position) }), let name = names[place]
      else {
        result += token.text
        continue
      }
      let own = family.places[place]
      let isPlain = own.values.allSatisfy { $0.allSatisfy(\.isASCII) }
      result += "{\(name):\(own.isNumber ? "[0-9]+" : isPlain ? "[A-Za-z]+" : "[^/]+")}"
    }
    return result
  }

  private static func name(_ family: PathFamily, _ row: Int, _ modalities: [Int]) -> String {
    let parts = modalities.map { index in
      let place = family.places[index]
      return (place.isNumber ? place.before.first ?? "sensor" : "") + place.values[row]
    }
    guard parts.isEmpty else { return plain(parts.map { $0.lowercased() }.distinct.joined(separator: "-")) }
    let name =
      family.tokens[row].lastIndex { $0.text.contains("/") }.map { family.tokens[row][$0...] }
      ?? family.tokens[row][...]
    let varying = Set(family.places.flatMap(\.positions))
    let words = name.enumerated().filter { $0.element.kind == .word && !varying.contains(name.startIndex + $0.offset) }
    let word = words.map(\.element.text).last { PathWords.meaning(before: [$0.lowercased()]) == nil && $0.count > 1 }
    return plain(word ?? "recordings")
  }

  /// A name in small letters that is also one of a file.
  static func plain(_ text: String) -> String {
    words(text.lowercased()) ?? "recordings"
  }

  /// The letters and digits of ASCII, what stands between them as a hyphen; nil where there are
  /// none.
  static func words(_ text: String) -> String? {
    let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? nil : words.joined(separator: "-")
  }
}
