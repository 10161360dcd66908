import Foundation
import Testing

@testable import Leaderboards

@Suite("Looks of methods")
struct AppearanceTests {
  /// Red, green and blue of `#rrggbb` in linear light.
  private static func linear(_ colour: String) throws -> [Double] {
    let digits = colour.dropFirst()
    try #require(colour.hasPrefix("#") && digits.count == 6)
    let number = try #require(UInt32(digits, radix: 16))
    return [16, 8, 0].map { shift in
      let value = Double(number >> shift & 255) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
  }

  /// The contrast of two colours, from 1 to 21.
  /// Source: Web Content Accessibility Guidelines 2.2.
  private static func contrast(_ a: String, _ b: String) throws -> Double {
    let luminances = try [a, b].map { zip(try linear($0), [0.2126, 0.7152, 0.0722]).reduce(0) { $0 + $1.0 * $1.1 } }
    return (luminances.max()! + 0.05) / (luminances.min()! + 0.05)
  }

  private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { zip($0, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// What readers see of linear light: all of it, or without one kind of cones.
  /// Source: Machado, Oliveira, Fernandes, IEEE TVCG 15, 2009, table 1, severity 1.
  private static let visions: [(name: String, matrix: [[Double]])] = [
    ("all cones", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (
      "protanopia",
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    (
      "deuteranopia",
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
  ]

  /// CIE 1976 L*, a*, b* under D65.
  private static func lab(_ light: [Double]) -> [Double] {
    let matrix = [
      [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041],
    ]
    let f = zip(product(matrix, light.map { min(max($0, 0), 1) }), product(matrix, [1, 1, 1])).map { value, white in
      let share = value / white
      return share > 216.0 / 24389 ? cbrt(share) : share * 841 / 108 + 4.0 / 29
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }

  private static let backgrounds: [(name: String, ground: String, colour: @Sendable (MethodFamily) -> String)] = [
    ("light", "#ffffff", { $0.colour }), ("dark", "#101418", { $0.darkColour }),
  ]

  @Test("every family has a contrast of 3 or more to its background", arguments: MethodFamily.allCases)
  func contrast(family: MethodFamily) throws {
    #expect(try abs(Self.contrast("#000000", "#ffffff") - 21) < 1e-9)
    for (name, ground, colour) in Self.backgrounds {
      #expect(try Self.contrast(colour(family), ground) >= 3, "\(name)")
    }
  }

  @Test("families differ for all readers, those who lack a kind of cones too", arguments: visions.indices)
  func distance(vision: Int) throws {
    for (name, _, colour) in Self.backgrounds {
      let seen = try MethodFamily.allCases.map { family in
        Self.lab(Self.product(Self.visions[vision].matrix, try Self.linear(colour(family))))
      }
      for (place, one) in seen.enumerated() {
        for (other, two) in seen.enumerated().dropFirst(place + 1) {
          let distance = zip(one, two).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
          // A difference of about 2 is just seen side by side.
          #expect(
            distance > 15,
            "\(name), \(Self.visions[vision].name): \(MethodFamily.allCases[place]) and \(MethodFamily.allCases[other])"
          )
        }
      }
    }
  }

  @Test("no two known methods look alike, and each is in one family")
  func members() {
    let names = MethodFamily.allCases.flatMap(\.members)
    let looks = names.map { MethodAppearance(of: $0) }
    #expect(Set(names).count == names.count)
    #expect(Set(looks.map { "\($0.family) \($0.marker)" }).count == names.count)
    #expect(MethodFamily.allCases.allSatisfy { $0.members.count <= MethodAppearance.Marker.allCases.count })
    #expect(Set(MethodFamily.allCases.map(\.title)).count == MethodFamily.allCases.count)
  }

  @Test("a method of a user always looks the same, is among the others, and is no known method's double")
  func unknown() {
    let pinned: [(String, MethodAppearance.Marker)] = [
      ("mine", .pentagon), ("yours", .cross), ("abc", .plus), ("cab", .invertedTriangle), ("", .invertedTriangle),
    ]
    let known = MethodFamily.other.members.map { MethodAppearance(of: $0) }
    for (name, marker) in pinned {
      let look = MethodAppearance(of: name)
      #expect(look.family == .other && look.marker == marker, "\(name): \(look.marker)")
      #expect(!known.contains(look))
    }
    // Letters in another order, and names that differ in one letter, mostly have other markers.
    let markers = (0..<70).map { MethodAppearance(of: "method-\($0)").marker }
    #expect(Set(markers).count == 7)
    #expect(!markers.contains(.circle))
    for name in ["<script>", "a\"b,c", "\u{1F600}", String(repeating: "x", count: 200), "line\nbreak", "a|b\\%_&"] {
      #expect(MethodAppearance(of: name).family == .other)
    }
  }
}
