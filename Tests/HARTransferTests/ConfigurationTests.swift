import Foundation
import HARTransfer
import Testing

@Suite("Configurations and manifests of the documentation")
struct ConfigurationTests {
  @Test("every configuration and every manifest of an article is read")
  func read() throws {
    var configurations = 0
    var manifests = 0
    for path in try Program.pages {
      for block in try Page(path).blocks where block.language == "yaml" {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try block.text.write(to: file, atomically: true, encoding: .utf8)
        if block.text.hasPrefix("benchmark:") {
          #expect(throws: Never.self, "\(path)") { try BenchmarkConfiguration(contentsOf: file) }
          configurations += 1
        } else {
          #expect(throws: Never.self, "\(path)") { try Manifest.decode(block.text, file: path) }
          manifests += 1
        }
      }
    }
    #expect(configurations >= 2 && manifests >= 1)
  }
}
