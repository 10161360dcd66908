import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("Names that stand twice")
struct TwoOfANameTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("in a table of recordings are refused where they are asked for, and read by number")
  func recordings() throws {
    let table = try DelimitedText(folder.write("t,x,y,x,y\n0,1,2,3,4\n1,5,6,7,8\n", to: "t.csv"))
    #expect(try table.column(.name("t")) == 0)
    let error = #expect(throws: InputError.self) { try table.column(.name("y")) }
    #expect(error?.found.contains("columns 3 and 5") == true && error?.advice.contains("number") == true)
    #expect(try table.numbers(columns: [table.column(.number(5))]) == [4, 8])
  }

  @Test("in a table of features are refused where they are asked for, alone or by a pattern, and else allowed")
  func features() throws {
    let lines = (0..<12).map { "\(Example.ids[$0]),walk,\(Example.subjects[$0]),\($0),1,2,3,note,note" }
    try folder.write(
      (["id,label,subject,x,emb_1,emb_2,emb_1,remark,remark"] + lines).joined(separator: "\n"), to: "t.csv")
    func mapped(_ columns: String, labels: String = "label") throws -> MappedFeatures {
      let manifest = try Example.manifest(
        """
        file: t.csv
        modalities: {x: {columns: \(columns), encoder: net, fittedOn: none}}
        ids: id
        labels: \(labels)
        subjects: subject
        """)
      return try MappedFeatures(#require(manifest.features), of: manifest, in: folder.url)
    }
    #expect(try mapped("[x, emb_2]").set.modalities[0].values.dimension == 2)
    for columns in ["[emb_1]", "[emb_*]", "[x, x]", "[emb_2, 'emb_*']"] {
      #expect(throws: InputError.self) { try mapped(columns) }
    }
    let error = #expect(throws: InputError.self) { try mapped("[x]", labels: "remark") }
    #expect(error?.found == "2 arrays of that name")
    let file = try ArrayFiles.open(folder.url.appendingPathComponent("t.csv"))
    #expect(file.remarks.contains { $0.contains("'emb_1' names two columns") })
    let lines2 = FileInspection(file).arrays.filter { $0.name == "emb_1" }.map(\.line)
    #expect(lines2.count == 2 && lines2.allSatisfy { $0.contains("2 arrays of that name") })
    let proposal = try ManifestProposal([file]).text
    #expect(
      proposal.contains("emb_1, remark left out: two of a name") && proposal.contains("columns: [x, emb_2]"),
      "\(proposal)")
  }

  @Test("in an archive are refused where they are asked for")
  func members() throws {
    let url = folder.url.appendingPathComponent("a.npz")
    func array(_ numbers: [Double]) -> Data { npy("<f8", [numbers.count], littleEndian(numbers.map(\.bitPattern))) }
    try writeZIP(
      url, [("X.npy", array([1, 2])), ("Y.npy", array([3])), ("Z.npy", array([9]))], isDeflated: false)
    // The archive's writer refuses two of a name: one is renamed in its bytes.
    var bytes = try Data(contentsOf: url)
    while let place = bytes.range(of: Data("Z.npy".utf8)) { bytes.replaceSubrange(place, with: Data("X.npy".utf8)) }
    try bytes.write(to: url)
    let file = try ArrayFiles.open(url)
    #expect(try file.numbers("Y").elements == [3])
    let error = #expect(throws: InputError.self) { try file.numbers("X") }
    #expect(error?.place.hasSuffix("X") == true)
    #expect(throws: InputError.self) { try ArrayTable(url, ArrayPlace(variable: "X")) }
  }
}
