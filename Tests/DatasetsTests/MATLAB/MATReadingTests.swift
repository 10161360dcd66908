import CZlib
import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("MATLAB files read plainly") struct MATReadingTests {
  let folder: TemporaryFolder
  let file: URL

  init() throws {
    folder = try TemporaryFolder()
    file = folder.url.appendingPathComponent("x.mat")
  }

  /// An element of a MATLAB file: a tag, the body, and zeros up to a multiple of eight bytes.
  private func element(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
    let tag = [type, UInt32(body.count)].flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }
    return tag + body + [UInt8](repeating: 0, count: (8 - body.count % 8) % 8)
  }

  /// An element of up to four bytes within the tag.
  private func small(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: (UInt32(body.count) << 16 | type).littleEndian, Array.init)
      + body + [UInt8](repeating: 0, count: 4 - body.count)
  }

  private func words(_ numbers: [UInt32]) -> [UInt8] {
    numbers.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }
  }

  /// The body of a variable `x`.
  private func variable(_ kind: UInt32, _ sizes: [UInt32], _ elements: [UInt8]) -> [UInt8] {
    element(6, words([kind, 0])) + element(5, words(sizes)) + small(1, Array("x".utf8)) + elements
  }

  private func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
    var length = compressBound(UInt(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(length))
    try #require(compress(&result, &length, bytes, UInt(bytes.count)) == Z_OK)
    return Array(result.prefix(Int(length)))
  }

  /// A file of variables, each compressed.
  private func write(_ variables: [UInt8]...) throws -> Data {
    var header = [UInt8](repeating: 32, count: 124)
    header += [0, 1] + Array("IM".utf8)
    var bytes = Data(header)
    for body in variables {
      let inner = try compressed(element(14, body))
      bytes += words([15, UInt32(inner.count)]) + inner
    }
    try bytes.write(to: file)
    return bytes
  }

  private func throughMatIO() throws -> MATArray {
    try MATArray("x", of: file, throughMatIO: Data(contentsOf: file))
  }

  @Test(
    "numbers that are stored in a smaller type than their class has are those that matio reads",
    arguments: [
      (6, 1), (6, 4), (6, 6), (7, 3), (10, 1), (11, 2), (12, 4), (14, 5), (15, 6),
    ] as [(UInt32, UInt32)])
  func smaller(kind: UInt32, type: UInt32) throws {
    let size = try #require(MATNumberType(rawValue: type)).size
    let body = (0..<(6 * size)).map { UInt8(truncatingIfNeeded: 37 &* $0 &+ 200) }
    let bytes = try write(variable(kind, [2, 3], element(type, body)))
    #expect(PlainMATVariable("x", in: bytes)?.stored.rawValue == type)
    let (plain, reference) = (try MATArray("x", of: file), try throughMatIO())
    #expect(plain.dimensions == [2, 3] && reference.dimensions == [2, 3])
    #expect(plain.doubles() == reference.doubles())
    #expect(try plain.floats(place: "x") == reference.floats(place: "x"))
    let found = Result { try plain.unsigned16(place: "x") }, expected = Result { try reference.unsigned16(place: "x") }
    switch (found, expected) {
    case (.success(let a), .success(let b)): #expect(a == b)
    case (.failure(let a), .failure(let b)): #expect("\(a)" == "\(b)")
    default: Issue.record("one is refused")
    }
  }

  @Test("small elements, and the variable behind another, are read plainly; complex numbers and char are not")
  func shapes() throws {
    let other = element(6, words([6, 0])) + element(5, words([1, 1])) + element(1, Array("other".utf8))
    let last = variable(9, [3, 1], small(2, [7, 8, 9]))
    let bytes = try write(other + element(9, [UInt8](repeating: 0, count: 8)), last)
    #expect(PlainMATVariable("x", in: bytes) != nil)
    #expect(try MATArray("x", of: file).doubles() == [7, 8, 9])
    let complex = variable(6 | 1 << 11, [1, 1], small(2, [1]) + small(2, [1]))
    #expect(try PlainMATVariable("x", in: write(complex)) == nil)
    #expect(throws: InputError.self) { try MATArray("x", of: file) }
    #expect(try PlainMATVariable("x", in: write(variable(4, [1, 2], small(4, [65, 0, 66, 0])))) == nil)
    #expect(throws: InputError.self) { try MATArray("x", of: file) }
  }

  @Test(
    "a variable whose sizes and data disagree is refused by every reader, compressed or not",
    arguments: [
      "fewer", "more", "none", "odd", "overflow", "negative", "complex", "imaginary", "cells", "text", "behind",
      "fields",
    ])
  func disagreeing(_ fault: String) throws {
    let doubles = { (count: Int) in [UInt8](repeating: 1, count: 8 * count) }
    let body: [UInt8] =
      switch fault {
      case "fewer": variable(6, [30, 3], element(9, doubles(80)))
      case "more": variable(6, [2, 2], element(9, doubles(6)))
      case "none": variable(6, [2, 2], [])
      case "odd": variable(6, [2, 2], element(9, Array(doubles(4).dropLast(3))))
      case "overflow": variable(6, [1 << 30, 1 << 30, 1 << 30], element(9, doubles(4)))
      case "negative": variable(6, [UInt32.max, 4], element(9, doubles(4)))
      case "complex": variable(6 | 1 << 11, [2, 2], element(9, doubles(4)))
      case "imaginary": variable(6 | 1 << 11, [2, 2], element(9, doubles(4)) + element(9, doubles(2)))
      case "cells": variable(1, [3, 1], element(14, variable(6, [1, 1], element(9, doubles(1)))))
      case "text": variable(4, [1, 9], element(4, [65, 0, 66, 0]))
      case "behind": variable(6, [2, 2], element(9, doubles(4)) + element(9, doubles(4)))
      default: variable(2, [1, 1], small(5, [8, 0, 0, 0]) + element(1, Array("field\0\0\0other\0\0\0".utf8)))
      }
    for isCompressed in [true, false] {
      if isCompressed {
        _ = try write(body)
      } else {
        let header = [UInt8](repeating: 32, count: 124) + [0, 1] + Array("IM".utf8)
        try Data(header + element(14, body)).write(to: file)
      }
      for error in [
        #expect(throws: InputError.self) { try MATArray("x", of: file) },
        #expect(throws: InputError.self) { try ArrayFiles.open(file) },
        #expect(throws: InputError.self) { try ArrayTable(file, ArrayPlace(variable: "x")) },
      ] { #expect(error?.advice.contains("damaged") == true) }
    }
  }

  @Test("structures, cells, text and empty arrays that are whole pass; objects are named by their class")
  func whole() throws {
    let number = element(14, variable(6, [1, 1], element(9, [UInt8](repeating: 0, count: 8))))
    for body in [
      variable(1, [2, 1], number + element(14, [])), variable(1, [0, 0], []), variable(6, [0, 3], element(9, [])),
      variable(4, [1, 2], small(16, Array("ab".utf8))), variable(4, [1, 2], element(16, Array("äb".utf8))),
      variable(4, [2, 2], element(17, [65, 0, 66, 0, 67, 0, 68, 0])),
      variable(2, [1, 1], small(5, [8, 0, 0, 0]) + element(1, Array("field\0\0\0".utf8)) + number),
      variable(
        5, [2, 2], element(5, words([0])) + element(5, words([0, 1, 1])) + element(9, Array(number.suffix(8)))),
    ] {
      _ = try write(body)
      #expect(try ArrayFiles.open(file).arrays.map(\.name) == ["x"])
    }
    let opaque =
      element(6, words([17, 0])) + small(1, Array("L".utf8)) + small(1, Array("MCOS".utf8))
      + element(1, Array("categorical".utf8)) + number
    _ = try write(opaque, variable(6, [1, 1], element(9, [UInt8](repeating: 0, count: 8))))
    let arrays = try ArrayFiles.open(file)
    #expect(Set(arrays.arrays.map(\.name)) == ["L", "x"])
    let error = #expect(throws: InputError.self) { try arrays.numbers("L") }
    #expect(error?.found == "a MATLAB object of class categorical")
    #expect(error?.advice.contains("cellstr(L)") == true)
    #expect(try arrays.numbers("x").elements == [0])
  }

  @Test("a file with any byte changed is read as the same numbers, or not plainly")
  func mutation() throws {
    let numbers = (0..<24).map { UInt8(3 * $0) }
    let bytes = try write(variable(11, [2, 3, 4], element(2, numbers)))
    for position in bytes.indices {
      for change in [1, 2, 4, 8, 16, 32, 64, 128, 255] as [UInt8] {
        var damaged = bytes
        damaged[position] ^= change
        guard let plain = PlainMATVariable("x", in: damaged) else { continue }
        #expect(plain.dimensions == [2, 3, 4] && plain.stored == .uint8 && plain.declared == .uint16)
        #expect(Array(plain.memory.bytes[plain.offset..<(plain.offset + 24)]) == numbers, "byte \(position)")
      }
    }
    for length in 0..<bytes.count { #expect(PlainMATVariable("x", in: bytes.prefix(length)) == nil) }
  }

  @Test("whatever stands in an element with a right checksum, nothing beyond its end is read")
  func hostile() throws {
    let body = variable(6, [4, 2], element(2, [1, 2, 3, 4, 5, 6, 7, 8]))
    var read = 0
    for position in body.indices {
      for value in [0, 1, 2, 4, 5, 7, 9, 14, 16, 127, 128, 255] as [UInt8] {
        var damaged = body
        damaged[position] = value
        guard let plain = try PlainMATVariable("x", in: write(damaged)) else { continue }
        let count = plain.dimensions.reduce(1, *)
        #expect(count > 0 && plain.offset + count * plain.stored.size <= plain.memory.bytes.count)
        read += 1
      }
    }
    // The numbers, at least, may be any.
    #expect(read >= 8 * 12)
    for length in 0..<body.count {
      #expect(try PlainMATVariable("x", in: write(Array(body.prefix(length)))) == nil)
    }
  }
}
