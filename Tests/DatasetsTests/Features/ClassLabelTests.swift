import Diagnostics
import FeatureStore
import Foundation
import Testing

@testable import Datasets

@Suite("What labels mean")
struct ClassLabelTests {
  private func rule(_ keys: String) throws -> MappedColumn? {
    guard !keys.isEmpty else { return nil }
    return try Example.manifest(
      """
      file: a.h5
      modalities: {x: {encoder: net, fittedOn: none}}
      ids: by-row
      labels: {array: L, \(keys)}
      subjects: unknown
      """
    ).features?.labels
  }

  private func indices(_ classes: [String], _ labels: [Label], _ keys: String = "") throws -> [Int?] {
    try ClassLabels(classes, rule: rule(keys)).indices(of: labels, place: "L") { "row \($0)" }
  }

  private func numbers(_ values: Double...) -> [Label] { values.map { Label(number: $0) } }
  private func texts(_ values: String...) -> [Label] { values.map { Label(text: $0) } }

  @Test("where classes are named by numbers a number is such a name, however it is written")
  func named() throws {
    #expect(try indices(["1", "2", "3", "4"], numbers(4, 1, 2)) == [3, 0, 1])
    #expect(try indices(["3", "1"], numbers(1, 3)) == [1, 0])
    #expect(try indices(["01", "02"], numbers(2, 1)) == [1, 0])
    #expect(try indices(["01", "02"], texts("2", "01", "1.0")) == [1, 0, 0])
    #expect(try indices(["-1", "1"], numbers(1, -1)) == [1, 0])
    #expect(try indices(["1.0", "2.5"], numbers(2.5, 1)) == [1, 0])
    #expect(try indices(["0.8", "1.2"], [Label(number: Double(Float(0.8)), isSingle: true)]) == [0])
    // The same text goes first where two classes are one number.
    #expect(try indices(["1", "01"], texts("01", "1")) == [1, 0])
  }

  @Test(
    "a label that is no class is refused with its sample and value, and never counts classes that numbers name",
    arguments: [
      (["1", "2", "3", "4"], [0, 1, 2, 3, 4]), (["1", "2", "3", "4"], [1, 5]), (["walk", "2"], [0, 1]),
      (["01", "02", "03"], [0, 1, 2]), (["10", "20", "30"], [0, 1, 2]), (["-1", "1"], [0]),
      (["1.0", "2.5"], [2]), (["1", "2", "3"], [2.5]), (["1", "01"], [1.5]), (["walk", "run"], [0, 1, 2.5]),
      (["walk", "run"], [-1, 0, 1]), (["walk", "run"], [0, 1, .nan]), (["001", "01"], [1]),
    ] as [([String], [Double])])
  func outside(classes: [String], values: [Double]) throws {
    let error = #expect(throws: InputError.self) { try indices(classes, values.map { Label(number: $0) }) }
    #expect(error?.place == "L" && error?.found.contains("row ") == true, "\(String(describing: error))")
  }

  @Test("names and numbers in one column: the numbers are no places in the list")
  func mixed() throws {
    #expect(throws: InputError.self) { try indices(["walk", "run"], texts("walk", "run", "0")) }
    #expect(throws: InputError.self) { try indices(["walk", "run"], texts("0", "walk")) }
    #expect(try indices(["walk", "run"], texts("0", "1")) == [0, 1])
    #expect(try indices(["walk", "run"], texts(" walk", "run ")) == [0, 1])
    let error = #expect(throws: InputError.self) { try indices(["walk", "run"], texts("wlak")) }
    #expect(error?.advice.contains("'walk'") == true)
  }

  @Test("skip leaves out and map translates, by text or by number")
  func rules() throws {
    let classes = ["1", "2"]
    #expect(try indices(classes, numbers(0, 1, 2), "skip: [0]") == [nil, 0, 1])
    #expect(try indices(classes, numbers(0, 1, 2), "skip: ['0.0']") == [nil, 0, 1])
    #expect(try indices(["walk", "run"], texts("null", "run", ""), "skip: ['null', '']") == [nil, 1, nil])
    #expect(try indices(["walk", "run"], numbers(.nan, 0, 1), "skip: [nan]") == [nil, 0, 1])
    #expect(
      try indices(["walk", "run", "sit"], numbers(5, 17, 2.5), "map: {5: run, 17: walk, 2.5: sit}") == [1, 0, 2])
    #expect(try indices(["walk", "run"], texts("w", "run"), "map: {w: walk}") == [0, 1])
    #expect(throws: InputError.self) { try rule("map: {0: two}") }
    for column in ["subjects: {array: S, skip: [1]}", "trials: {array: S, map: {1: walk}}"] {
      #expect(throws: InputError.self) {
        try Example.manifest(
          """
          file: a.h5
          modalities: {x: {encoder: net, fittedOn: none}}
          ids: by-row
          labels: L
          subjects: unknown
          \(column)
          """)
      }
    }
  }

  @Test("numbers count the classes where that is said, whatever these are named")
  func counting() throws {
    #expect(try indices(["1", "2", "3"], numbers(0, 2), "counting: from-0") == [0, 2])
    #expect(try indices(["3", "2", "1"], numbers(1, 3), "counting: from-1") == [0, 2])
    #expect(throws: InputError.self) { try indices(["1", "2", "3"], numbers(0, 3), "counting: from-1") }
    #expect(
      try indices(["walk", "run", "sit"], numbers(0, 1, 4), "counting: from-1, skip: [0], map: {4: walk}") == [
        nil, 0, 0,
      ])
  }

  @Test("labels from 1 on may count from 0 or from 1, and are refused until that is said")
  func unsaid() throws {
    let classes = ["walk", "run", "sit", "lie"]
    let error = #expect(throws: InputError.self) { try indices(classes, numbers(1, 2, 3)) }
    #expect(error?.advice.contains("counting: from-1") == true)
    #expect(try indices(classes, numbers(1, 2, 3), "counting: from-0") == [1, 2, 3])
    #expect(try indices(classes, numbers(0, 3)) == [0, 3])
  }

  @Test("yes and no are the classes true and false where there are such, else 1 and 0")
  func bool() throws {
    let labels = [Label(isTrue: true), Label(isTrue: false)]
    #expect(try indices(["true", "false"], labels) == [0, 1])
    #expect(try indices(["True", "False"], labels) == [0, 1])
    #expect(try indices(["rest", "move"], labels) == [1, 0])
    #expect(try indices(["1", "0"], labels) == [0, 1])
    #expect(try indices(["walk", "run"], labels, "skip: [false], map: {true: run}") == [1, nil])
  }
}

@Suite("Labels in files of features")
struct LabelledFileTests {
  @Test("of samples that skip leaves out nothing remains, in any order of rows, and they are counted")
  func skipped() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<12).map { "\(Example.ids[$0]),\($0 % 4),\(Example.subjects[$0]),\($0)" }
    try folder.write((["id,label,subject,x"] + lines).joined(separator: "\n"), to: "a.csv")
    for ids in ["id", "by-row"] {
      let manifest = try Manifest.decode(
        """
        id: mine
        title: Mine
        version: "1"
        licence: CC0-1.0
        citation: none
        classes: ["1", "2", "3"]
        features:
          file: a.csv
          modalities: {x: {columns: [x], encoder: net, fittedOn: \(ids == "id" ? "[\(Example.ids[4]), \(Example.ids[5])]" : "none")}}
          ids: \(ids)
          labels: {array: label, skip: ["0"]}
          subjects: subject
        """, file: "m")
      let mapped = try MappedFeatures(#require(manifest.features), of: manifest, in: folder.url)
      let kept = (0..<12).filter { $0 % 4 != 0 }
      #expect(mapped.set.samples.labels == kept.map { $0 % 4 - 1 })
      #expect(mapped.set.samples.subjects == kept.map { Example.subjects[$0] })
      let values = try mapped.set.modality("x").values.columns(Array(0..<9))
      #expect((0..<9).map { values[0, $0] } == kept.map(Double.init))
      #expect(mapped.skipped.count == 3)
      #expect(LeftOut.grouping(mapped.skipped).map(\.text) == ["3 samples: 'skip' names its label"])
      if ids == "id" { #expect(try mapped.set.modality("x").fittedOn == [Example.ids[5]]) }
    }
  }
}
