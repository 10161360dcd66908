import LinearAlgebra
import Parallelism
import Testing

@Suite("What BLAS says of itself")
struct BLASLibraryTests {
  @Test("threads that ask at the same time hear the same")
  func together() throws {
    let texts = concurrentMap(ofAll: 2000, threads: 8) { _ in "\(BLASLibrary.configuration) \(BLASLibrary.core)" }
    #expect(Set(texts).count == 1 && texts[0].contains("OpenBLAS"))
  }
}
