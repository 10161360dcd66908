import Testing

@testable import Statistics

/// Confidence intervals of proportions.
@Suite struct IntervalTests {
  @Test(
    "Wilson's interval agrees with scipy 1.17's binomtest(k, n).proportion_ci(0.95, method='wilson')",
    arguments: [
      (389, 430, 0.8732005146287508, 0.9289358255586625), (1, 10, 0.017876213095072896, 0.4041500267952385),
      (5, 10, 0.236593090512564, 0.7634069094874361), (0, 20, 0.0, 0.16112515805281935),
      (20, 20, 0.8388748419471808, 1.0),
    ])
  func oracle(successes: Int, total: Int, low: Double, high: Double) throws {
    let interval = try #require(Interval.wilson(successes: successes, of: total))
    #expect(abs(interval.low - low) < 1e-14 && abs(interval.high - high) < 1e-14)
  }

  @Test("The interval holds its proportion, stays within 0 and 1, and mirrors with it")
  func laws() throws {
    for total in [1, 2, 7, 430] {
      for successes in 0...total {
        let interval = try #require(Interval.wilson(successes: successes, of: total))
        #expect(interval.low >= 0 && interval.high <= 1 && interval.low < interval.high)
        #expect(interval.contains(Double(successes) / Double(total)))
        let mirrored = try #require(Interval.wilson(successes: total - successes, of: total))
        #expect(abs(mirrored.low + interval.high - 1) < 1e-14)
      }
    }
  }

  @Test("More samples of the same proportion give a narrower interval; none give none")
  func narrowing() throws {
    let widths = try [10, 100, 1000].map { total in
      let interval = try #require(Interval.wilson(successes: total / 2, of: total))
      return interval.high - interval.low
    }
    #expect(widths[0] > widths[1] && widths[1] > widths[2])
    #expect(Interval.wilson(successes: 0, of: 0) == nil)
  }
}
