import Testing

@Suite("Layers: what imports what")
struct LayersTests {
  /// What comes with the language or the system.
  private static let system: Set = ["Dispatch", "Foundation", "Glibc", "PackagePlugin", "Synchronization"]

  @Test("the picture in Sources/README.md is Package.swift: the same targets, and the same dependencies of each")
  func manifest() {
    #expect(Manifest.targets.count > 30)
    #expect(Picture.targets.map(\.name).sorted() == Manifest.targets.map(\.name).sorted())
    for target in Manifest.targets {
      let line = Picture.targets.first { $0.name == target.name }
      #expect(
        line.map { Set($0.uses) } == target.dependencies, "write: \(Picture.line(target.name, target.dependencies))")
    }
  }

  @Test("a line names only what stands above it")
  func order() {
    let products: Set = ["ArgumentParser", "Crypto", "Logging", "Mustache", "Subprocess", "Yams"]
    var above = products
    for line in Picture.targets {
      #expect(above.isSuperset(of: line.uses), "\(line.name)")
      above.insert(line.name)
    }
  }

  @Test("a target imports what it depends on, all of it and nothing else")
  func imports() {
    for target in Manifest.targets {
      let files = PackageText.sources.filter { $0.path.hasPrefix("Sources/\(target.name)/") }
      // Targets in C have no imports.
      guard !files.isEmpty else { continue }
      let imported = files.reduce(into: Set<String>()) { $0.formUnion($1.imports) }.subtracting(Self.system)
      let declared = target.dependencies
      #expect(
        imported == declared,
        "\(target.name): not imported \(declared.subtracting(imported)), not declared \(imported.subtracting(declared))"
      )
    }
  }

  @Test("mutexes come from Locks, which the thread sanitiser sees; of Synchronization a file takes Atomic by its name")
  func locks() {
    let lines = PackageText.swift.filter { $0.folder != "Sources/Locks" }.flatMap { file in
      file.code.split(separator: "\n").filter { $0.contains("import") && $0.contains("Synchronization") }
    }
    #expect(!lines.isEmpty)
    #expect(Set(lines) == ["import struct Synchronization.Atomic"])
  }

  @Test("arrays that are filled have memory of their own, also where they stay empty: Parallelism makes them")
  func filledArrays() {
    let files = PackageText.swift.filter { $0.code.contains("](unsafeUninitializedCapacity:") }
    #expect(files.isEmpty, "\(files.map(\.path))")
  }

  /// What a reader of records does not need.
  private static let methods: Set = ["Alignment", "Classifiers", "Encoders", "Datasets", "CLIBLINEAR"]

  @Test("leaderboards come from records alone: Leaderboards reaches no method")
  func leaderboards() {
    let dependencies = Dictionary(uniqueKeysWithValues: Manifest.targets.map { ($0.name, $0.dependencies) })
    var reached: Set<String> = []
    var open: Set = ["Leaderboards"]
    while let next = open.popFirst() {
      reached.insert(next)
      open.formUnion((dependencies[next] ?? []).subtracting(reached))
    }
    #expect(reached.contains("Metrics"))
    #expect(reached.isDisjoint(with: Self.methods))
  }
}
