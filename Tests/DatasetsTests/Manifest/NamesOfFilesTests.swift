import Diagnostics
import Files
import Foundation
import Testing

@testable import Datasets

/// Names that others wrote and that become parts of paths.
@Suite("Names from manifests stay names") struct NamesOfFilesTests {
  @Test("a plain name is one part of a path, not hidden, without characters that are none")
  func plain() throws {
    for name in ["a", "a.zip", "capteur – poignet", "a b", "..a".replacing("..", with: "x.."), "-"] {
      #expect(FileName.isPlain(name), "\(name)")
    }
    let long = String(repeating: "x", count: 300)
    for name in ["", ".", "..", ".hidden", "a/b", "/a", "../a", "a\\b", "a\u{0}", "a\nb", "a\u{7F}", long] {
      #expect(!FileName.isPlain(name), "\(name)")
      #expect(throws: InputError.self) { try URL(fileURLWithPath: "/tmp").file(named: name, place: "x") }
    }
    #expect(FileName.isPathBelow("a/b.c") && !FileName.isPathBelow("a/../b") && !FileName.isPathBelow("/a"))
  }

  private func decode(_ changes: (String, String)...) throws -> Manifest {
    let text = changes.reduce(smallManifest) { $0.replacing($1.0, with: $1.1) }
    try #require(changes.allSatisfy { smallManifest.contains($0.0) })
    return try Manifest.decode(text, file: "manifest.yaml")
  }

  @Test(
    "an address must end in a plain name, and begin with a scheme of downloads",
    arguments: [
      "https://example.org/..", "https://example.org/.", "https://example.org/", "https://example.org",
      "https://example.org/a/%2e%2e", "https://example.org/%2E%2E%2Fdata", "https://example.org/a%5cb",
      "https://example.org/.hidden", "https://example.org/..?x=a.zip", "https://example.org/%00", "a.zip", "",
      "/etc/passwd", "ftp://example.org/a.zip", "scp://example.org/a.zip", "https:///a.zip", "https://example.org/a/",
    ])
  func addresses(_ url: String) throws {
    let error = #expect(throws: InputError.self) { try decode(("file:///nowhere/Inertial.zip", url)) }
    #expect(error?.place.hasSuffix("url") == true)
  }

  @Test("queries and escapes are no part of an archive's name")
  func archiveNames() throws {
    for (url, name) in [
      ("https://example.org/files/a.zip?download=1", "a.zip"),
      ("https://example.org/my%20data.zip#part", "my data.zip"),
      ("HTTP://example.org/x/b.zip", "b.zip"),
    ] {
      #expect(try decode(("file:///nowhere/Inertial.zip", url)).fetch?.archives?[0].fileName == name)
    }
  }

  @Test("curl follows redirects to servers alone, and from an encrypted address to encrypted ones")
  func redirects() throws {
    let file = URL(fileURLWithPath: "/tmp/x.zip")
    func values(_ url: String, _ schemes: [String]) -> [String] {
      let arguments = Fetcher.curlArguments(url, to: file, schemes: schemes)
      return ["--proto", "--proto-redir"].compactMap { name in
        arguments.firstIndex(of: name).map { arguments[$0 + 1] }
      } + (arguments.contains("--globoff") ? arguments.suffix(2) : [])
    }
    #expect(values("https://a.org/x.zip", ["https", "http"]) == ["=https", "=https", "--", "https://a.org/x.zip"])
    #expect(
      values("http://a.org/x.zip", ["https", "http"]) == ["=https,http", "=https,http", "--", "http://a.org/x.zip"])
    #expect(values("file:///x.zip", ["https", "http", "file"])[1] == "=https,http")
  }

  @Test("ids, modalities, lists and folders that lead elsewhere are refused in the manifest")
  func manifests() throws {
    for (known, hostile) in [
      ("id: small", "id: ../small"), ("name: inertial", "name: ../../inertial"), ("name: inertial", "name: ..."),
      ("file: SUMS", "file: ../SUMS"), ("file: SUMS", "file: /etc/passwd"),
      ("unpacksTo: Inertial", "unpacksTo: ../Inertial"), ("unpacksTo: Inertial", "unpacksTo: /tmp"),
    ] {
      #expect(throws: InputError.self, "\(hostile)") { try decode((known, hostile)) }
    }
  }

  @Test("an archive has an address or the name of a file, and checksums that are some")
  func archives() throws {
    func archive(_ text: String, method: String = "by-hand", rest: String = "") throws -> Archive? {
      try decode(
        ("method: archives", "method: \(method)"),
        ("archives: [{url: \"file:///nowhere/Inertial.zip\", unpacksTo: Inertial}]", "archives: [{\(text)}]\(rest)")
      ).fetch?.archives?[0]
    }
    let sum = Checksum.of("x")
    #expect(try archive("file: a b.tar.xz, sha256: \(sum), unpackedBytes: 5")?.sha256?.all == [sum])
    #expect(try archive("file: a.zip, sha256: [\(sum), \(sum.uppercased())]")?.sha256?.all == [sum, sum])
    #expect(try archive("file: a.tgz")?.isPacked == true && archive("file: a.npz")?.isPacked == false)
    #expect(try archive("url: 'https://a.org/a.npz', unpacksTo: x", method: "archives")?.isPacked == true)
    for (hostile, method) in [
      ("file: ../a.zip", "by-hand"), ("file: .a.zip", "by-hand"), ("unpacksTo: x", "by-hand"),
      ("file: a.zip, url: 'https://a.org/a.zip'", "by-hand"), ("file: a.zip", "archives"),
      ("file: a.zip, sha256: abc", "by-hand"), ("file: a.zip, sha256: []", "by-hand"),
      ("file: a.zip, unpackedBytes: 0", "by-hand"), ("file: a.zip, unpacksTo: .", "by-hand"),
    ] { #expect(throws: InputError.self, "\(hostile)") { try archive(hostile, method: method) } }
    #expect(throws: InputError.self) { try archive("file: a.zip", rest: "\n  script: ../x.py") }
    let text = smallManifest.replacing("archives: [{url", with: "archives: [{sha256: [\(sum), \(sum)], url")
    let manifest = try Manifest.decode(text, file: "m")
    let encoded = try CanonicalJSON.data(manifest.fetch)
    #expect(try JSONDecoder().decode(Fetch?.self, from: encoded) == manifest.fetch)
  }

  @Test("what is given to other programs is no option and no pattern of theirs")
  func packages() throws {
    let start = "{name: aeon, version: 1.0.0, wheelSHA256: x, "
    func package(_ text: String) throws {
      _ = try decode(
        ("method: archives", "method: python-package"),
        ("  archives: [{url: \"file:///nowhere/Inertial.zip\", unpacksTo: Inertial}]", "  package: \(text)"))
    }
    try package(start + "members: [a/b.ts, c.ts]}")
    try package(start + "script: prepare.py}")
    for hostile in [
      start + "script: ../x.py}", start + "script: /tmp/x.py}", start + "members: [../b.ts]}", start + "members: [-d]}",
      start + "members: ['*']}", start + "members: [a/b.ts, c/b.ts]}", start + "members: [a/..]}",
      "{name: --index-url=x, version: 1.0.0, wheelSHA256: x, script: a.py}",
      "{name: aeon, version: '1 --pre', wheelSHA256: x, script: a.py}",
    ] { #expect(throws: InputError.self, "\(hostile)") { try package(hostile) } }
  }
}
