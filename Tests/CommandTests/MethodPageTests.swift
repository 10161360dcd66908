import Alignment
import Benchmarking
import Classifiers
import Foundation
import Records
import Testing

@Suite("The commands 'alignments' and 'classifiers'")
struct MethodPageTests {
  static let commands: [(command: String, names: [String])] = [
    ("alignments", AlignmentRegistry.methods.map { $0.name } + Bound.allCases.map(\.rawValue)),
    ("classifiers", ClassifierRegistry.methods.map { $0.name }),
  ]

  private static func object(_ json: String) throws -> Any { try JSONSerialization.jsonObject(with: Data(json.utf8)) }

  @Test(
    "every method of the registry, and every bound, has a line, in order, and an object in the JSON",
    arguments: commands.indices)
  func lists(index: Int) throws {
    let (command, names) = Self.commands[index]
    let text = try HARTransfer.run(command)
    #expect(text.code == 0 && text.standardError.isEmpty)
    let heads = text.standardOutput.split(separator: "\n").filter { $0.first != " " }
    #expect(heads.map { String($0.prefix { $0 != " " }) } == names)
    let rows = try #require(
      Self.object(HARTransfer.run(command, "--format", "json").standardOutput) as? [[String: Any]])
    #expect(rows.compactMap { $0["name"] as? String } == names)
    for row in rows {
      for key in ["summary", "objective", "solution", "cost", "source"] {
        #expect((row[key] as? String)?.isEmpty == false)
      }
      #expect(row["parameters"] is [[String: Any]] && row["properties"] is [String: Bool])
    }
  }

  @Test("one alignment: everything on its card, defaults as the method has them, and what holds of it")
  func page() throws {
    let page = try HARTransfer.run("alignments", "ridge-cca")
    #expect(page.code == 0)
    for text in ["objective", "solution", "cost", "source", "correlationPower", "linear", "scale free", "direction"] {
      #expect(page.standardOutput.contains(text))
    }
    #expect(page.standardOutput.contains(/ridge +0\.1 +from 0 +ridge as a share/))
    let json = try HARTransfer.run("alignments", "knn-propagation", "--format", "json")
    let object = try #require(Self.object(json.standardOutput) as? [String: Any])
    #expect(
      object["properties"] as? [String: Bool] == ["linear": false, "scaleFree": false, "dependsOnDirection": true])
    let parameter = try #require((object["parameters"] as? [[String: Any]])?.first)
    #expect(parameter["name"] as? String == "neighbours" && parameter["default"] as? Int == 5)
    #expect(parameter["range"] as? String == "1 to 1000000")
  }

  @Test("an unknown name ends with exit code 2 and the nearest known one")
  func unknown() throws {
    let output = try HARTransfer.run("alignments", "ridge-cac")
    #expect(output.code == 2 && output.standardOutput.isEmpty)
    #expect(output.standardError.contains("Did you mean 'ridge-cca'?"))
    let other = try HARTransfer.run("classifiers", "linear-svn", "--format", "json")
    #expect(
      other.code == 2 && other.standardOutput.isEmpty && other.standardError.contains("unknown name 'linear-svn'"))
  }
}
