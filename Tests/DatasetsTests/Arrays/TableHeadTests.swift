import Diagnostics
import FeatureStore
import Foundation
import Testing

@testable import Datasets

@Suite("First rows, separators and decimal marks of tables of text")
struct TableHeadTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(_ text: String, _ keys: TextKeys = TextKeys()) throws -> any ArrayFile {
    try ArrayFiles.open(folder.write(text, to: "t.csv"), text: keys)
  }

  @Test(
    "a row of names is seen, though it may be numbers beside known words",
    arguments: [
      "id,x,y\na,1,2\nb,3,4\n", "t,x,x\n0,1,2\n", ",x,y\n0,1.5,2.5\n1,2.5,3\n", "id,label,0,1,2\na0,walk,.5,.25,1e3\n",
      "id,512.0,1024.0,1536.0\nc1,-3,2,5\nc2,0,1,1\n", "clip,activity\nc1,walk\nc2,run\n", "f1,f2\n1,2\n3,4\n",
      "subject,session\ns1,a\ns2,b\n", "name,2018,2019\nwalk,4,5\nrun,6,7\n", "x\n?\n3\n", "# a b\n1 2\n3 4\n",
    ])
  func names(_ text: String) throws {
    let table = try open(text)
    #expect((table as? TableArrays)?.keys.header == true, "\(table.remarks)")
    #expect(table.remarks.contains { $0.hasPrefix("The first row names the columns") })
  }

  @Test(
    "a row like those below it is no names, and stays",
    arguments: [
      "a0_s1_t1,walk,-0.5,2.3\na1_s1_t1,run,-2.6,7.9\n", "1,2.5\n3,-4e2\n", "walk,3,0.5\nrun,2,1.5\nwalk,1,2\n",
      "s1,walk\ns2,run\ns3,walk\n", "clip_01,0.5\nclip_02,1.5\n", "12,40,7\n3,2,9\n", "1,2,3\n4,5,6\n7,8,9\n",
      "-1;2\n3;4\n", "2018-11-08 11:34:51,5\n2018-11-08 11:34:52,7\n", "0.1\n0.2\n", "a,-1,5\nb,0,5\n",
      "sample_1,0.5\nsample_2,0.7\n", "NA,-1.5\n2.5,3.5\n",
    ])
  func values(_ text: String) throws {
    let table = try open(text)
    let keys = (table as? TableArrays)?.keys
    #expect(keys?.header == false, "\(table.remarks)")
    #expect(table.arrays[0].name == "column-1")
    #expect(table.arrays[0].shape == [text.split(separator: "\n").count])
  }

  @Test(
    "what may be either is refused until 'header' says it",
    arguments: [
      "0,1,2,3\n0.5,0.25,1.5,2\n-1,2,3,7\n", "2018,2019,2020\n5,7,1\n4,2,8\n", ",0,1\n0,0.5,0.25\n1,0.75,1\n",
      "0\n0.53\n1.2\n", "a,b\nc,d\ne,f\n", "walk,3\nrun,2\n",
      "a0,walk,-0.5,n.a.\na1,run,2.5,3.5\n", "1,2,4,8,16\n0.5,0.25,0.75,1.5,0.5\n", "0.5,1.0,1.5\n7,3,2\n1,5,2\n",
    ])
  func unsure(_ text: String) throws {
    let error = #expect(throws: InputError.self) { try open(text) }
    #expect(error?.place.hasSuffix("t.csv: first row") == true && error?.advice.contains("header: true") == true)
    let rows = text.split(separator: "\n").count
    #expect(try open(text, TextKeys(header: true)).arrays[0].shape == [rows - 1])
    let table = try open(text, TextKeys(header: false))
    #expect(table.arrays[0].shape == [rows] && table.arrays[0].name == "column-1")
  }

  @Test(
    "decimal commas are read and named, between whatever stands between cells",
    arguments: [
      "id;x;y\na;1,5;-2,25\nb;3;4,5e1\n", "id\tx\ty\na\t1,5\t-2,25\nb\t3,0\t4,5e1\n",
      "id,x,y\na,\"1,5\",\"-2,25\"\nb,3,\"4,5e1\"\n", "id x y\na 1,5 -2,25\nb 3,0 4,5e1\n",
      "\u{FEFF}id;x;y\r\na;1,5;-2,25\r\nb;3,0;4,5e1\r\n",
    ])
  func decimalCommas(_ text: String) throws {
    let table = try open(text)
    #expect(try table.texts("id") == ["a", "b"])
    #expect(try table.numbers("x").elements == [1.5, 3] && table.numbers("y").elements == [-2.25, 45])
    #expect(table.format.contains("decimal comma") && table.remarks.joined().contains("decimal: comma"))
  }

  @Test("more commas than separators do not hide the separator")
  func headless() throws {
    for mark in [";", "\t", " "] {
      let text = "0,5 1,5 2,5\n-1,5 0,25 7,5\n".replacing(" ", with: mark)
      let table = try open(text)
      #expect(try table.numbers("table").elements == [0.5, 1.5, 2.5, -1.5, 0.25, 7.5], "'\(mark)': \(table.format)")
    }
  }

  @Test("commas that may stand between thousands, and two separators that would do, are refused until a key says it")
  func ambiguous() throws {
    let thousands = "id;x\na;1,234\nb;2,500\n"
    let error = #expect(throws: InputError.self) { try open(thousands) }
    #expect(error?.advice.contains("decimal: comma") == true)
    #expect(try open(thousands, TextKeys(decimal: .comma)).numbers("x").elements == [1.234, 2.5])
    #expect(try open(thousands, TextKeys(decimal: .point)).texts("x") == ["1,234", "2,500"])
    let marks = "a,b;c\nd,e;f\nd,g;f\n"
    let other = #expect(throws: InputError.self) { try open(marks) }
    #expect(other?.advice.contains("separator") == true)
    #expect(try open(marks, TextKeys(separator: .semicolon, header: true)).arrays.map(\.name) == ["a,b", "c"])
    #expect(try open(marks, TextKeys(separator: .comma, header: true)).arrays.map(\.name) == ["a", "b;c"])
    // Columns of points and of commas: the latter are text, and named as what they are.
    let both = try open("id;x;y\na;1.5;2,5\n")
    #expect(try both.numbers("x").elements == [1.5])
    let mixed = #expect(throws: InputError.self) { try both.numbers("y") }
    #expect(mixed?.advice.contains("decimal") == true)
  }

  @Test("one column of texts with blanks is one column")
  func oneColumn() throws {
    #expect(try open("label\nsit down\nstand up fast\n").texts("label") == ["sit down", "stand up fast"])
    let ragged = #expect(throws: InputError.self) { try open("1 2 3\n4 5\n") }
    #expect(ragged?.place.contains("line 2") == true)
  }

  @Test("keys of the manifest overrule the guess, for all tables and for one")
  func keys() throws {
    try folder.write("c1,walk,0,1\nc2,run,2,3\nc3,sit,4,7\n", to: "data/t.csv")
    func labels(_ files: String) throws -> [Int] {
      let manifest = try Example.manifest(
        """
        \(files)
        modalities: {x: {columns: [column-3, column-4], encoder: net, fittedOn: none}}
        ids: column-1
        labels: column-2
        subjects: unknown
        """)
      return try MappedFeatures(
        #require(manifest.features), of: manifest, in: folder.url.appendingPathComponent("data")
      ).set.samples.labels
    }
    for files in [
      "file: t.csv", "file: t.csv\ntext: {header: false, separator: comma}",
      "files: {t: {path: t.csv, text: {header: false}}}",
      "files: {t: {path: t.csv, text: {header: false}}}\ntext: {header: true, decimal: point}",
    ] { #expect(try labels(files) == [0, 1, 2], "\(files)") }
    let error = #expect(throws: InputError.self) { try labels("file: t.csv\ntext: {header: true}") }
    #expect(error?.found == "no such array")
    try HDF5File.create(folder.url.appendingPathComponent("data/a.h5")) { try $0.write([1, 2] as [Int64], to: "/x") }
    #expect(throws: InputError.self) { try labels("files: {t: {path: a.h5, text: {header: false}}}") }
  }

  @Test("the proposal of a table without names keeps its first row, and its manifest runs")
  func proposal() throws {
    let lines = (0..<12).map { "\(Example.ids[$0]);\(Example.classes[Example.labels[$0]]);\($0 * $0),5;-0,\(10 + $0)" }
    try folder.write(lines.joined(separator: "\n"), to: "t.csv")
    let proposal = try ManifestProposal([try ArrayFiles.open(folder.url.appendingPathComponent("t.csv"))]).text
    #expect(proposal.contains("text: {separator: semicolon, header: false, decimal: comma}"), "\(proposal)")
    #expect(proposal.contains("# check: The first row is no names but a row"))
    let manifest = try Manifest.decode(
      proposal.replacing("licence: TODO", with: "licence: CC0-1.0").replacing("citation: TODO", with: "citation: x")
        .replacing("fittedOn: TODO", with: "fittedOn: none"), file: "m")
    let set = try MappedFeatures(#require(manifest.features), of: manifest, in: folder.url).set
    #expect(set.samples.ids == Example.ids && set.modalities[0].values.dimension == 2)
    #expect(set.modalities[0].values.columns([3])[0, 0] == 9.5)
  }
}

@Suite("Recordings in tables of text")
struct RecordingHeadTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("a first line that is a row is refused where nothing says 'header', and is what is said where something does")
  func header() throws {
    let file = try folder.write("0.5,-1\n0.25,2\n", to: "t.csv")
    let error = #expect(throws: InputError.self) { try DelimitedText(file) }
    #expect(error?.advice.contains("header: false") == true)
    #expect(try DelimitedText(file, format: DelimitedFormat(header: false)).index.rows == 2)
    #expect(try DelimitedText(file, format: DelimitedFormat(header: true)).index.rows == 1)
    #expect(try DelimitedText(folder.write("t,x\n0,1\n", to: "u.csv")).index.names == ["t", "x"])
  }

  @Test("decimal commas are read where that is said, and named where it is not")
  func decimalCommas() throws {
    let file = try folder.write("t;x\n0,5;1\n\"1,5\";123456789012345678901,5\n", to: "t.csv")
    let table = try DelimitedText(file, format: DelimitedFormat(separator: .semicolon, decimal: .comma))
    #expect(try table.numbers(columns: [0, 1]) == [0.5, 1, 1.5, 123456789012345678901.5])
    let error = #expect(throws: InputError.self) {
      try DelimitedText(file, format: DelimitedFormat(separator: .semicolon)).numbers(columns: [0])
    }
    #expect(error?.advice.contains("decimal: comma") == true)
    let other = try folder.write("t;x\n0.5;1\n", to: "u.csv")
    #expect(throws: InputError.self) {
      try DelimitedText(other, format: DelimitedFormat(separator: .semicolon, decimal: .comma)).numbers(columns: [0])
    }
  }

  @Test("descriptions of tables are written as before where no decimal comma is said")
  func description() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    func text(_ format: DelimitedFormat) throws -> String {
      String(decoding: try encoder.encode(format), as: UTF8.self)
    }
    #expect(
      try text(DelimitedFormat(comment: "#"))
        == ##"{"comment":"#","header":true,"missing":["","NaN"],"separator":"comma"}"##)
    #expect(
      try text(DelimitedFormat(header: false, decimal: .comma))
        == #"{"decimal":"comma","header":false,"missing":["","NaN"],"separator":"comma"}"#)
  }
}
