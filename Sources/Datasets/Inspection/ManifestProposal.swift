import Diagnostics
import Foundation

/// A manifest for files of features, with guesses: `# check:` where one is not certain, TODO, which
/// decoding refuses by the key's name, where there is none.
public struct ManifestProposal {
  /// The manifest, in YAML.
  public private(set) var text = ""
  private let roles: [(name: String, roles: ArrayRoles)]

  /// Looks at `files`, which will lie side by side in the folder of the data.
  /// - Throws: `InputError` where no array can be features.
  public init(_ files: [any ArrayFile]) throws {
    let stems = files.map { Self.plain($0.url.deletingPathExtension().lastPathComponent) }
    // Two files of one stem are told apart by their endings.
    let names = zip(files, stems).map { file, stem in
      stems.count { $0 == stem } > 1 ? Self.plain(file.url.lastPathComponent) : stem
    }
    let alone = files.map { ArrayRoles($0) }
    let counts = Dictionary(grouping: alone.filter { $0.ids != nil || $0.labels != nil }.map(\.count)) { $0 }
    let expected = counts.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }?.key
    roles = zip(names, files).map { ($0, ArrayRoles($1, expected: expected)) }
    guard roles.contains(where: { !$0.roles.features.isEmpty || !$0.roles.featureColumns.isEmpty }) else {
      throw InputError(
        files.map(\.url.path).joined(separator: ", "), found: "no array that has one row a sample",
        expected: "an array of numbers with an axis of samples and one of features",
        advice: "'hartransfer inspect' without --propose-manifest shows the arrays; write the mapping by hand.")
    }
    write(files)
  }

  private mutating func write(_ files: [any ArrayFile]) {
    let id = roles.count == 1 ? roles[0].name.lowercased() : "my-features"
    line("# Save it as Datasets/\(id)/manifest.yaml, and copy or link the files to Datasets/\(id)/data/.")
    line("id: \(Self.quoted(id))")
    line("title: \(Self.quoted("Features of \(files.map(\.url.lastPathComponent).joined(separator: ", "))"))")
    line("version: \"1\"")
    line("licence: TODO")
    line("citation: TODO")
    let pattern = pattern()
    let labels = source { $0.labels }
    let subjects = source { $0.subjects }
    let counting = writeClasses(labels, pattern)
    line("features:")
    line("  files:")
    for (own, file) in zip(roles, files) {
      let path = Self.quoted(file.url.lastPathComponent)
      guard let table = file as? TableArrays else {
        line("    \(Self.quoted(own.name)): \(path)")
        continue
      }
      let check = file.remarks.isEmpty ? "" : "  # check: \(file.remarks.joined(separator: " "))"
      line("    \(Self.quoted(own.name)): {path: \(path), text: \(table.keys.yaml)}\(check)")
    }
    line("  modalities:")
    let modalities = writeModalities()
    writeIDs(used: modalities + [labels?.file, subjects?.file].compactMap(\.self))
    if let labels {
      writeColumn("labels", labels, more: counting)
    } else if pattern?.groups.contains("class") != true {
      line("  labels: TODO  # no array that looks like labels was found")
    }
    if let subjects {
      writeColumn("subjects", subjects)
    } else if pattern?.groups.contains("subject") != true {
      line(
        "  subjects: unknown  # check: no array that looks like subjects was found; protocols between persons will refuse it"
      )
    }
    for (key, found) in [("trials", source { $0.trials }), ("sessions", source { $0.sessions })] {
      if let found { writeColumn(key, found) }
    }
    if let pattern { line("  pattern: '\(pattern.expression)'  # check: taken from how the ids look") }
  }

  /// Writes the classes; returns what labels must say of how they count them.
  private mutating func writeClasses(
    _ labels: (file: String, column: ArrayRoles.Column)?, _ pattern: IDPattern?
  ) -> String {
    let named = roles.lazy.compactMap(\.roles.classNames).first
    guard let labels else {
      let classes = pattern?.classes ?? []
      line(classes.isEmpty ? "classes: TODO" : "classes: \(Self.list(classes))")
      return ""
    }
    let values = labels.column.distinct
    if let named, Set(named).isSuperset(of: values) {
      line("classes: \(Self.list(named))")
      return ""
    }
    guard !labels.column.isText else {
      line("classes: \(Self.list(values))")
      return ""
    }
    let numbers = values.compactMap { Int($0) }
    let (low, high) = (numbers.first ?? 0, numbers.last ?? 0)
    let isCount = (low == 0 || low == 1) && high - low + 1 == numbers.count
    if let named, low >= 0, high - min(low, 1) < named.count, named.allSatisfy({ Label.number($0) == nil }) {
      line("classes: \(Self.list(named))")
      if low == 0 || isCount && numbers.count == named.count { return low == 0 ? "" : ", counting: from-1" }
      return high < named.count ? ", counting: TODO" : ", counting: from-1"
    }
    guard isCount else {
      line(
        "classes: \(Self.list(values))  # check: the labels themselves; names may be put in their place in the files")
      return ""
    }
    line("classes: \(Self.list(numbers.map { "class-\($0)" }))  # check: names in the order of the labels")
    return low == 1 ? ", counting: from-1" : ""
  }

  /// Writes labels, subjects or the like, with the ids of their own rows where these are others
  /// than the file's.
  private mutating func writeColumn(
    _ key: String, _ source: (file: String, column: ArrayRoles.Column), more: String = ""
  ) {
    let own = roles.first { $0.name == source.file }?.roles
    let choice = own?.candidates.choice(for: source.column.name, count: source.column.values.count)
    var ids = ""
    var checks: [String] = []
    if more.hasSuffix("TODO") { checks.append("do the labels count from-0 or from-1?") }
    if let own, let choice, let usual = own.ids {
      // Where its name says nothing, it goes with the file's.
      let isTold =
        own.candidates.isNear(source.column.name, choice.column) || usual.values.count != choice.column.values.count
      if isTold, choice.column.name != usual.name { ids = ", ids: \(Self.quoted(choice.column.name))" }
      if !isTold, !choice.others.isEmpty { checks.append("are its rows those of \(usual.name)?") }
    }
    let check = checks.isEmpty ? "" : "  # check: \(checks.joined(separator: " "))"
    line(
      "  \(key): {file: \(Self.quoted(source.file)), array: \(Self.quoted(source.column.name))\(ids)\(more)}\(check)")
  }

  private mutating func writeModalities() -> [String] {
    var names = DistinctNames()
    var used: [String] = []
    for (file, own) in roles {
      for features in own.features {
        let array = features.array
        var keys = [
          "file: \(Self.quoted(file))", "array: \(Self.quoted(array.name))", "sampleAxis: \(features.sampleAxis)",
        ]
        var checks: [String] = []
        if !features.pooled.isEmpty {
          keys.append("pool: {mean: [\(features.pooled.map(String.init).joined(separator: ", "))]}")
          checks.append("the axes under 'pool' were taken for frames")
        }
        if features.isUncertain { checks.append("several axes have \(features.count) entries") }
        if features.ids == nil, own.ids != nil { checks.append("nothing names its \(features.count) rows") }
        if let ids = features.ids, ids.column.name != own.ids?.name {
          keys.append("ids: \(Self.quoted(ids.column.name))\(Self.otherIDs(ids))")
        }
        writeModality(names.next(Self.modalityName(array.name, file: file)), keys, checks)
        used.append(file)
      }
      if own.features.isEmpty, !own.featureColumns.isEmpty {
        let columns = Self.list(own.featureColumns.count > 8 ? Self.wildcard(own) : own.featureColumns)
        let twice = own.ambiguous.isEmpty ? "" : "; \(own.ambiguous.joined(separator: ", ")) left out: two of a name"
        writeModality(
          names.next(file), ["file: \(Self.quoted(file))", "columns: \(columns)"],
          ["which columns are features" + twice])
        used.append(file)
      }
    }
    return used
  }

  private mutating func writeModality(_ name: String, _ keys: [String], _ checks: [String]) {
    line("    \(Self.quoted(name)):\(checks.isEmpty ? "" : "  # check: \(checks.joined(separator: "; "))")")
    for key in keys { line("      \(key)") }
    line("      encoder: unknown  # check: name what made the features")
    let fitted = roles.lazy.compactMap { own in own.roles.fittedOn.map { (own.name, $0) } }.first
    if let fitted {
      line("      fittedOn: {file: \(Self.quoted(fitted.0)), array: \(Self.quoted(fitted.1))}  # check")
    } else {
      line(
        "      fittedOn: TODO  # none, if nothing in the encoder was learned from these samples; else their ids"
      )
    }
  }

  private mutating func writeIDs(used: [String]) {
    let files = roles.filter { used.contains($0.name) }
    let found = files.filter { $0.roles.ids != nil }
    if found.isEmpty {
      let counts = Set(files.map(\.roles.count))
      return line(
        counts.count == 1
          ? "  ids: by-row  # check: no array of unique names was found; true only if all rows are in the same order"
          : "  ids: TODO  # no array of unique names was found, and the files have different numbers of rows")
    }
    line("  ids:")
    for (name, own) in files {
      guard let ids = own.ids else {
        line("    \(Self.quoted(name)): TODO")
        continue
      }
      let first = own.features.first { $0.ids?.column.name == ids.name }?.ids
      let choice = first ?? own.candidates.choice(for: "", count: ids.values.count)
      line("    \(Self.quoted(name)): \(Self.quoted(ids.name))\(choice.map { Self.otherIDs($0) } ?? "")")
    }
    var sets = found.flatMap { $0.roles.features.compactMap { $0.ids.map { Set($0.column.values.names) } } }
    sets += found.filter { $0.roles.features.isEmpty && !$0.roles.featureColumns.isEmpty }.map {
      Set($0.roles.ids?.values.names ?? [])
    }
    if let first = sets.first, sets.contains(where: { $0 != first }) {
      line("  missing: drop  # check: the arrays do not hold the same samples; or mark-absent")
    }
  }

  /// What may name the rows as well as what was taken.
  private static func otherIDs(_ choice: IDChoice) -> String {
    guard !choice.others.isEmpty else { return "" }
    let names = choice.others.prefix(8).joined(separator: ", ")
    let more = choice.others.count > 8 ? " and \(choice.others.count - 8) more" : ""
    return "  # check: \(names)\(more) also \(choice.others.count == 1 ? "has" : "have") "
      + "\(choice.column.values.count) different values; which names these rows?"
  }

  /// What the ids tell, where labels or subjects have no array.
  private func pattern() -> IDPattern? {
    guard source({ $0.labels }) == nil || source({ $0.subjects }) == nil else { return nil }
    return roles.lazy.compactMap { own in own.roles.ids.flatMap { IDPattern($0.values.names) } }.first
  }

  private func source(_ role: (ArrayRoles) -> ArrayRoles.Column?) -> (file: String, column: ArrayRoles.Column)? {
    for own in roles { if let found = role(own.roles) { return (own.name, found) } }
    return nil
  }

  private mutating func line(_ text: String) { self.text += text + "\n" }

  private static let genericNames = [
    "features", "feature", "x", "data", "emb", "embedding", "embeddings", "array", "mean", "table", "values",
  ]

  /// The last part of an array's name that says something, else the file's.
  private static func modalityName(_ array: String, file: String) -> String {
    let parts = array.split(separator: "/").map { plain(String($0)) }
    return parts.last { !genericNames.contains($0.lowercased()) } ?? file
  }

  private static func plain(_ name: String) -> String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_".contains($0) ? $0 : "-" })
  }

  /// The longest beginning that all feature columns share, where no other column has it; else all
  /// names.
  private static func wildcard(_ own: ArrayRoles) -> [String] {
    guard var prefix = own.featureColumns.first else { return [] }
    for name in own.featureColumns { prefix = String(zip(prefix, name).prefix { $0 == $1 }.map(\.0)) }
    let matching = own.file.arrays.filter { $0.name.hasPrefix(prefix) && $0.shape.count == 1 }
    return !prefix.isEmpty && matching.count == own.featureColumns.count ? [prefix + "*"] : own.featureColumns
  }

  private static func list(_ names: [String]) -> String { "[\(names.map(quoted).joined(separator: ", "))]" }

  /// A text as YAML takes it for one.
  static func quoted(_ text: String) -> String {
    let isPlain = text.wholeMatch(of: #/[A-Za-z/][A-Za-z0-9_./-]*/#) != nil
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "none", "unknown", "TODO"]
    if isPlain, !words.contains(text.lowercased()), text != "TODO" { return text }
    let data = (try? JSONEncoder().encode(text)) ?? Data()
    return String(decoding: data, as: UTF8.self).replacing("\\/", with: "/")
  }
}
