import Testing

@testable import Datasets

@Suite("Arrays by name") struct ArrayListTests {
  private static func list(_ names: [String]) -> ArrayList {
    ArrayList(names.map { ArrayDescription(name: $0, shape: [], elementType: "float64") })
  }

  @Test("a name means the arrays of just that name, or else those of it with or without a leading slash")
  func places() {
    let list = Self.list(["/a", "a", "b", "/c", "b"])
    #expect(list.places(of: "a") == [1] && list.places(of: "/a") == [0] && list.places(of: "//a") == [0, 1])
    #expect(list.places(of: "b") == [2, 4] && list.places(of: "/b") == [2, 4] && list.places(of: "c") == [3])
    #expect(list.places(of: "d").isEmpty && Array(list).count == 5 && Self.list([]).isEmpty)
  }
}
