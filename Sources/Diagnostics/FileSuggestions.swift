import Foundation

/// The path nearest to one that leads nowhere: its first name that does not exist is replaced by
/// the nearest of that folder; nil where nothing is near.
///
/// A name without its ending counts as near where one file alone has that name. Cost: a listing
/// of one folder.
public func nearestPath(to path: String) -> String? {
  var known = path.hasPrefix("/") ? "/" : ""
  var rest = path.split(separator: "/").map(String.init)[...]
  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
  func joined(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
  while let name = rest.first, exists(joined(known, name)) {
    known = joined(known, name)
    rest = rest.dropFirst()
  }
  guard let name = rest.first else { return nil }
  let folder = known.isEmpty ? "." : known
  let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }
    .sorted()
  let completed = names.filter { $0.hasPrefix("\(name).") }
  guard let near = completed.count == 1 ? completed[0] : nearestName(to: name, among: names) else { return nil }
  let found = joined(known, near)
  let whole = rest.dropFirst().reduce(found, joined)
  return exists(whole) ? whole : found
}

/// "Did you mean 'x'?" for a path that leads nowhere; `otherwise` where nothing is near.
public func suggestion(forMissing path: String, otherwise: String) -> String {
  nearestPath(to: path).map { "Did you mean '\($0)'?" } ?? otherwise
}
