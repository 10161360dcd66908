import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("Tables of text")
struct TableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(_ text: String) throws -> any ArrayFile { try ArrayFiles.open(folder.write(text, to: "t.csv")) }

  @Test(
    "separators, line ends, a byte-order mark, quotes and blanks make no difference",
    arguments: [
      "id,x,y\na,1,2\nb,3,4\n", "id;x;y\r\na;1;2\r\nb;3;4", "id\tx\ty\na\t1\t2\nb\t3\t4\n\n",
      "id x  y\na 1 2\n b 3\t4\n",
      "\u{FEFF}\"id\",\"x\",y\n\"a\", 1 ,2\nb,\"3\",4\n", "# id x y\na 1 2\nb 3 4\n", "id,x,y\ra,1,2\rb,3,4\r",
    ])
  func dialects(_ text: String) throws {
    let table = try open(text)
    #expect(table.arrays.map(\.name) == ["id", "x", "y"])
    #expect(try table.texts("id") == ["a", "b"])
    #expect(try table.numbers("x").elements == [1, 3] && table.numbers("y").elements == [2, 4])
  }

  @Test("quotes hold separators, line ends and quotes")
  func quotes() throws {
    #expect(try open("a,b\n\"x, \"\"y\"\"\nz\",1\n").texts("a") == ["x, \"y\"\nz"])
  }

  @Test("a table without names of columns is numbers alone, as a whole and by column")
  func plain() throws {
    let table = try open("1,2.5\n3,-4e2\n")
    #expect(try table.numbers("table") == NumericArray(shape: [2, 2], elements: [1, 2.5, 3, -400]))
    #expect(try table.numbers("table", rows: 1..<2).elements == [3, -400])
    #expect(try table.numbers("column-2").elements == [2.5, -400])
  }

  @Test("empty cells among numbers are NaN, and names with leading zeros stay names")
  func cells() throws {
    let table = try open("id,x\n001,\n002,1.5\n")
    #expect(try table.texts("id") == ["001", "002"] && table.description(of: "id").isText)
    let numbers = try table.numbers("x").elements
    #expect(numbers[0].isNaN && numbers[1] == 1.5)
  }

  @Test("what other readers take for text is text here; NaN and infinities keep their places")
  func words() throws {
    let table = try open("a,b,c,d\n0x10,1,nan,1e3\n1,1_000,-inf,+2.\n2,3,Infinity,.5\n")
    for name in ["a", "b"] { #expect(try table.description(of: name).isText) }
    let numbers = try table.numbers("c").elements
    #expect(numbers[0].isNaN && numbers[1] == -.infinity && numbers[2] == .infinity)
    #expect(try table.numbers("d").elements == [1000, 2, 0.5])
  }

  @Test(
    "a bad table is refused at its line",
    arguments: [
      ("a,b\n1,2\n3\n", "line 3"), ("a,b\n1,\"2\n", "line 2"), ("a,b\n", "t.csv"),
      ("\n\n", "t.csv"),
    ])
  func refused(text: String, place: String) throws {
    let error = #expect(throws: InputError.self) { try open(text) }
    #expect(error?.place.contains(place) == true)
  }

  @Test("text that is not UTF-8, UTF-16 and files of another kind are refused")
  func encodings() throws {
    let url = folder.url.appendingPathComponent("t.csv")
    for bytes in [[0x61, 0x0A, 0xFF, 0x0A], [0xFF, 0xFE, 0x61, 0x00]] as [[UInt8]] {
      try Data(bytes).write(to: url)
      #expect(throws: InputError.self) { try ArrayFiles.open(url) }
    }
    let table = try open("a;b\n1,5;2\nx;3\n")
    let error = #expect(throws: InputError.self) { try table.numbers("a") }
    #expect(error?.advice.contains("decimal") == true)
    try Data("x".utf8).write(to: folder.url.appendingPathComponent("x.bin"))
    #expect(throws: InputError.self) { try ArrayFiles.open(folder.url.appendingPathComponent("x.bin")) }
    #expect(throws: InputError.self) { try ArrayFiles.open(folder.url.appendingPathComponent("none.csv")) }
    #expect(throws: InputError.self) { try ArrayFiles.open(folder.url) }
  }
}
