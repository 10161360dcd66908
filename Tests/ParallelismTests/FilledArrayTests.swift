import Parallelism
import Testing

@Suite("Arrays that are filled")
struct FilledArrayTests {
  @Test("what is counted is the array; there is room for it and no more", arguments: [0, 1, 7])
  func filled(room: Int) {
    for count in 0...room {
      let numbers = [Int](room: room) { elements, filled in
        #expect(elements.count == room && elements.baseAddress != nil)
        for index in 0..<count { elements.initializeElement(at: index, to: index * index) }
        filled = count
      }
      #expect(numbers == (0..<count).map { $0 * $0 })
    }
  }

  @Test("what is thrown arrives")
  func thrown() {
    struct Refused: Error {}
    #expect(throws: Refused.self) { try [Int](room: 3) { _, _ in throw Refused() } }
  }
}
