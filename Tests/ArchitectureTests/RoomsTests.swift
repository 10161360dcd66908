import Testing

@Suite("Rooms of Benchmarking: what uses what")
struct RoomsTests {
  /// Uses against the order, `file: type`, with the reason.
  private static let exceptions: Set = [
    // A configuration names a criterion, which is found in the list of rules.
    "MethodChoices.swift: SelectionCriterion", "FeatureCriterion.swift: SelectionCriterion",
    // A criterion says which folds it needs, and trials share these.
    "DirectionStages.swift: FoldRule", "DirectionStages.swift: SelectionCriterion",
  ]

  private static func room(_ file: SourceFile) -> String? {
    let parts = file.path.split(separator: "/")
    return parts.count > 3 && parts[1] == "Benchmarking" ? String(parts[2]) : nil
  }

  @Test("a line names only rooms above it, and all rooms have a line")
  func order() {
    var above: Set<String> = []
    for line in Picture.folders {
      #expect(above.isSuperset(of: line.uses), "\(line.name)")
      above.insert(line.name)
    }
    let rooms = PackageText.sources.compactMap(Self.room)
    #expect(above == Set(rooms) && !rooms.isEmpty)
  }

  @Test("a room uses types of the rooms that its line names, of each of them, and of no other")
  func uses() {
    let files = PackageText.sources.filter { Self.room($0) != nil }
    let roomsOfType = files.reduce(into: [String: Set<String>]()) { rooms, file in
      for type in file.types { rooms[type, default: []].insert(Self.room(file) ?? "") }
    }
    var used: [String: Set<String>] = [:]
    var exceptions: Set<String> = []
    var against: [String] = []
    let order = Picture.folders.map(\.name)
    for file in files {
      let room = Self.room(file) ?? ""
      for name in file.names {
        guard let others = roomsOfType[name], !others.contains(room) else { continue }
        for other in others {
          if let here = order.firstIndex(of: room), let there = order.firstIndex(of: other), there > here {
            let use = "\(file.name): \(name)"
            if Self.exceptions.contains(use) { exceptions.insert(use) } else { against.append("\(use) (\(other))") }
          } else {
            used[room, default: []].insert(other)
          }
        }
      }
    }
    #expect(against.isEmpty)
    #expect(exceptions == Self.exceptions, "an exception that nobody needs any more")
    for line in Picture.folders {
      let uses = used[line.name] ?? []
      #expect(Set(line.uses) == uses, "write: \(Picture.line("Benchmarking/" + line.name, uses))")
    }
  }
}
