import Diagnostics
import Testing

@Suite("Things named once")
struct DistinctTests {
  @Test("every element stands once, where it came first")
  func order() {
    #expect([3, 1, 3, 2, 1].distinct == [3, 1, 2])
    #expect([String]().distinct.isEmpty && ["b", "a", "b"].distinct == ["b", "a"])
  }
}
