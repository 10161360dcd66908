import Datasets
import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Encoders

@Suite("Statistics")
struct StatisticsTests {
  @Test("the moments of 1, 2, 3, 4, 10 are those computed by hand")
  func byHand() {
    let m = Moments.of([1, 2, 3, 4, 10])
    // Deviations -3, -2, -1, 0, 6: squares 50, cubes 180, fourth powers 1394.
    let expected = [4, 10.0.squareRoot(), 36 / 31.622776601683793, 2.788, 1, 10, 26.0.squareRoot(), 2.25]
    for (found, expected) in inStep(m, expected) { #expect(abs(found - expected) < 1e-12) }
    #expect(quantile([1, 2, 3, 4, 10], 0.5) == 3)
    #expect(quantile([1, 2, 3, 4, 10], 0.875) == 7)
    #expect(quantile([5], 0.3) == 5)
  }

  @Test("a pyramid covers every frame at every level, with no empty segment", arguments: [1, 2, 3, 5, 8, 100])
  func pyramid(frames: Int) {
    for level in [1, 2, 4, 7] {
      let segments = temporalPyramid([level], frames: frames)
      #expect(segments.count == level)
      #expect(segments.allSatisfy { !$0.isEmpty && $0.upperBound <= frames })
      #expect(Set(segments.flatMap { Array($0) }) == Set(0..<frames))
      if frames >= level { #expect(segments.reduce(0) { $0 + $1.count } == frames) }
    }
  }

  @Test("scaling and shifting a signal moves its location and leaves its shape")
  func scaling() throws {
    let a = series(1, 60, channels: 1)
    var b = a
    for t in 0..<60 { b.values[0, t] = 4 * a.values[0, t] + 8 }
    let fitted = try Statistics().fit([.series(a)], seed: Seed(base: 0))
    let (x, y) = (try fitted.encode(.series(a)), try fitted.encode(.series(b)))
    #expect(x.count == 7 * 13 && fitted.dimension == x.count)
    for start in stride(from: 0, to: x.count, by: 13) {
      #expect(abs(y[start] - (4 * x[start] + 8)) < 1e-3, "mean")
      #expect(abs(y[start + 1] - 4 * x[start + 1]) < 1e-3, "standard deviation")
      #expect(abs(y[start + 2] - x[start + 2]) < 1e-3, "skewness")
      #expect(abs(y[start + 3] - x[start + 3]) < 1e-3, "kurtosis")
      #expect(abs(y[start + 7] - 4 * x[start + 7]) < 1e-3, "mean absolute difference")
      #expect(abs(y[start + 10] - (4 * x[start + 10] + 8)) < 1e-3, "median")
    }
  }

  @Test("a constant recording has no deviation, skewness or kurtosis")
  func constant() throws {
    let signal = Signal.series(constantSeries(10, channels: 1))
    let features = try Statistics().fit([signal], seed: Seed(base: 0)).encode(signal)
    #expect(features.prefix(8) == [0.1, 0, 0, 0, 0.1, 0.1, 0.1, 0])
  }
}
