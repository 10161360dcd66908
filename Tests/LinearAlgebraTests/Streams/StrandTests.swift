import TestSupport
import Testing

@testable import LinearAlgebra

/// Samples in memory that are read in two strands.
@Suite("Strands of samples")
struct StrandTests {
  static let count = StackedViews<Double>.fewestForStrands + 700

  static func stack(_ count: Int = count) -> StackedViews<Double> {
    let offset = [1.0, 0, -2, 0.5]
    return StackedViews([
      .init(randomMatrix(4, count, seed: 1), offset: offset, factor: [1, 2, 0.5, 1]),
      StackedViews.View(randomMatrix(3, count, seed: 2)).negated,
    ])
  }

  static func relativeDifference(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
    largestDifference(a, b) / largestMagnitude(b)
  }

  @Test("a run of samples is that part of the stack, and runs of runs too")
  func runs() {
    let (stack, run) = (Self.stack(50), Self.stack(50).samples(10..<37))
    #expect(run.matrix == stack.matrix.columns(10..<37))
    #expect(run.samples(3..<20).matrix == stack.matrix.columns(13..<30))
    #expect(run.samples(5..<5).matrix == Matrix(7, 0))
    let plain = randomMatrix(3, 9, seed: 3)
    #expect(StackedViews([.init(plain)]).samples(2..<9).matrix == plain.columns(2..<9))
  }

  @Test("strands are all samples in their order; few samples are one strand")
  func order() throws {
    let stack = Self.stack()
    #expect(stack.strands.count == 2 && Self.stack(Self.count - 701).strands.count == 1)
    var blocks: [Matrix<Double>] = []
    for strand in stack.strands { try strand.forEachBlock(width: 512) { blocks.append($0) } }
    #expect(Matrix.stackedHorizontally(blocks) == stack.matrix)
    #expect(stack.strands.reduce(0) { $0 + $1.columns } == Self.count)
  }

  @Test("sums are those of all samples")
  func sums() throws {
    let stack = Self.stack()
    let (x, signs) = (stack.matrix, GramLevel<Double>.randomSigns(7))
    let level = try GramSums(stack, inside: nil, signs: signs)
    #expect(Self.relativeDifference(level.products.mirroringUpperTriangle(), x.gramOfRows()) < 1e-14)
    #expect(Self.relativeDifference(level.applied, x.gramOfRows() * signs) < 1e-13)
    let (vectors, two) = (try QRFactorisation(randomMatrix(7, 2, seed: 4)).q(), GramLevel<Double>.randomSigns(2))
    let next = try GramSums(stack, inside: vectors, signs: two)
    let inside = Matrix.product(vectors, x, transposing: .first)
    #expect(Self.relativeDifference(next.products.mirroringUpperTriangle(), inside.gramOfRows()) < 1e-14)
    let images = Matrix.product(inside, two, transposing: .first)
    #expect(Self.relativeDifference(next.applied, inside * images) < 1e-13)
    #expect(Self.relativeDifference(next.outward, x * images) < 1e-13)
  }

  @Test("a mapped stack has the strands and the first block of its samples, mapped, and places count on")
  func mapped() throws {
    let x = randomMatrix(5, 900, seed: 9)
    let matrix = randomMatrix(2, 5, seed: 10)
    let views = [AffineStack.View(offset: [1, 2, 3, 4, 5], factor: [1, 2, 1, 0.5, 1], matrix: matrix, sign: -1)]
    let stack = AffineStack(SamplesInPieces(x, pieces: [100, 7, 300]), views)
    var whole: [Matrix<Double>] = []
    try stack.forEachBlock(width: 64) { whole.append($0) }
    let parts = try stack.eachStrand { strand, first in
      var blocks: [Matrix<Double>] = []
      try strand.forEachBlock(width: 64) { blocks.append($0) }
      return (first: first, matrix: Matrix.stackedHorizontally(blocks))
    }
    #expect(parts.map(\.first) == [0, 300])
    let known = Matrix.stackedHorizontally(whole)
    #expect(Self.relativeDifference(.stackedHorizontally(parts.map(\.matrix)), known) < 1e-14)
    let first = try #require(try stack.firstBlock(width: 64))
    #expect(Self.relativeDifference(first, known.columns(0..<64)) < 1e-14)
    #expect(try AffineStack(SamplesInPieces(Matrix(5, 0), pieces: [3]), views).firstBlock(width: 9) == nil)
    let plain = try AffineStack(SamplesInPieces(x, pieces: [900]), views).eachStrand { $1 }
    #expect(plain == [0])
  }

  // In a process of its own: the number of threads is the process's.
  @Test("the number of threads of BLAS changes no sum, and is as it was afterwards")
  func threads() async {
    await #expect(processExitsWith: .success) {
      let (stack, signs) = (StrandTests.stack(), GramLevel<Double>.randomSigns(7))
      let found = try [1, 2].map { count in
        BLASLibrary.setThreads(count)
        return try GramSums(stack, inside: nil, signs: signs)
      }
      precondition(found[0].products == found[1].products && found[0].applied == found[1].applied)
      precondition(BLASLibrary.threads == 2)
    }
  }

  @Test("what reading throws in a strand is thrown, and that of the first strand first")
  func failure() {
    #expect(throws: Broken(strand: 0)) {
      try GramSums(BrokenSource(), inside: nil, signs: GramLevel<Double>.randomSigns(2))
    }
  }

  private struct Broken: Error, Equatable { let strand: Int }

  private struct BrokenSource: SampleSource {
    var strand: Int?
    var rows: Int { 2 }
    var columns: Int { 10 }
    var strands: [any SampleSource<Double>] { strand == nil ? (0..<2).map { BrokenSource(strand: $0) } : [self] }
    func forEachBlock(width: Int, _ body: (inout Matrix<Double>) throws -> Void) throws {
      throw Broken(strand: strand ?? -1)
    }
  }
}
