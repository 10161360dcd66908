import Foundation
import Testing

/// What two runs of one plan must leave alike.
enum ResultsContents {
  /// Every file of a results folder by name; of records and leaderboards what does not tell the
  /// time. Logs of jobs are no result.
  static func of(_ root: URL) throws -> [String: Data] {
    let names = try #require(FileManager.default.enumerator(atPath: root.path)).compactMap { $0 as? String }
    var contents: [String: Data] = [:]
    for name in names where !name.hasPrefix("slurm/") {
      let url = root.appendingPathComponent(name)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue else {
        continue
      }
      let data = try Data(contentsOf: url)
      if name.hasPrefix("records/") {
        var record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(record.removeValue(forKey: "run") != nil)
        contents[name] = try JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
      } else if name == "leaderboard.json" {
        var rows = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        for place in rows.indices { rows[place]["fitSeconds"] = nil }
        contents[name] = try JSONSerialization.data(withJSONObject: rows, options: .sortedKeys)
      } else if name != "leaderboard.csv" {
        // The CSV holds seconds as the JSON does.
        contents[name] = data
      }
    }
    return contents
  }

  static func expectSame(_ a: [String: Data], _ b: [String: Data], _ what: String) {
    #expect(Set(a.keys) == Set(b.keys), "\(what)")
    for name in Set(a.keys).intersection(b.keys).sorted() where a[name] != b[name] {
      Issue.record("\(what): \(name) differs")
    }
  }
}
