import Foundation

/// What Package.swift says of the targets below `Sources`.
enum Manifest {
  /// Targets in their order with the targets and products that each depends on.
  static let targets: [(name: String, dependencies: Set<String>)] = {
    let text = (PackageText.text("Package.swift") ?? "").components(separatedBy: "// Tests\n")[0]
    let products = Dictionary(
      uniqueKeysWithValues: text.matches(of: /let (\w+): Target\.Dependency = \.(?:product|target)\(name: "(\w+)"/)
        .map { (String($0.output.1), String($0.output.2)) })
    let list = text.components(separatedBy: "\n  targets: [\n").last ?? ""
    let calls = list.components(separatedBy: "\n    ").reduce(into: [String]()) { calls, line in
      // A declaration begins at this indentation; what stands deeper belongs to it.
      if line.wholeMatch(of: /\s*(module|\.\w+)\([\s\S]*/) != nil, !line.hasPrefix(" ") {
        calls.append(line)
      } else if !calls.isEmpty {
        calls[calls.count - 1] += "\n" + line
      }
    }
    return calls.compactMap { call in
      guard let name = call.firstMatch(of: /"([\w-]+)"/)?.output.1 else { return nil }
      let local = call.matches(of: /local\(([^)]*)\)/).flatMap { $0.output.1.matches(of: /"(\w+)"/) }
      let words = Set(call.replacing(/"[^"]*"/, with: "").matches(of: /\w+/).map { String($0.output) })
      let others = products.filter { words.contains($0.key) }
      return (String(name), Set(local.map { String($0.output.1) } + others.values))
    }
  }()
}
