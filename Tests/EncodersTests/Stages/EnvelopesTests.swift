import Datasets
import Diagnostics
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Encoders

/// Laws of envelopes.
@Suite struct EnvelopesTests {
  private func envelopes(_ values: [Float], rate: Double = 10, _ change: (inout Envelopes) -> Void = { _ in }) throws
    -> [Float]
  {
    let series = TimeSeries(values: Matrix(rows: [values]), rate: rate, channels: ["a"])
    let result = try Envelopes { change(&$0) }.apply(.series(series)).series(for: "test")
    #expect(result.channels == ["a", "a-envelope"] && result.values.row(0) == values && result.rate == rate)
    return result.values.row(1)
  }

  /// Two waves of other phases and of one size.
  private func wave(_ phase: Double, size: Double = 1, frames: Int = 200) -> [Float] {
    (0..<frames).map { Float(size * sin(2 * .pi * (Double($0) / 10 + phase))) }
  }

  @Test("a channel at rest has the floor, whatever its value")
  func rest() throws {
    for value in [Float(0), 5, -1e6] {
      #expect(try envelopes([Float](repeating: value, count: 30)).allSatisfy { abs($0 - log(Float(1e-3))) < 1e-5 })
    }
  }

  @Test("waves of other phases and of the other sign have the same envelope; an offset changes nothing")
  func phase() throws {
    let plain = try envelopes(wave(0)) { $0.window = 2 }
    for other in [wave(0.37), wave(0).map { -$0 }, wave(0).map { $0 + 4 }] {
      let found = try envelopes(other) { $0.window = 2 }
      // Windows of 21 frames hold two periods and a frame; those at the ends hold other parts of
      // one.
      #expect((10..<190).allSatisfy { abs(found[$0] - plain[$0]) < 0.06 })
    }
    #expect(abs(plain[100] - log(Float(0.5).squareRoot())) < 0.06)
  }

  @Test("a channel that is twice as strong has log 2 more, and floors hold where it rests")
  func strength() throws {
    let (one, two) = (try envelopes(wave(0)) { $0.floor = 1e-9 }, try envelopes(wave(0, size: 2)) { $0.floor = 1e-9 })
    #expect(zip(one, two).allSatisfy { abs($1 - $0 - log(Float(2))) < 1e-4 })
  }

  @Test("time runs both ways, and a window is seconds: twice the rate is twice the frames")
  func time() throws {
    let values = series(3, 60).values.row(0)
    let (forwards, backwards) = (try envelopes(values), try envelopes(values.reversed()))
    #expect(zip(backwards.reversed(), forwards).allSatisfy { abs($0 - $1) < 1e-5 })
    let wide = try envelopes(values, rate: 10) { $0.window = 2 }
    #expect(try envelopes(values, rate: 20) == wide)
    let whole = try envelopes(values) { $0.window = 1000 }
    #expect(whole.allSatisfy { $0 == whole[0] })
  }

  @Test("a recording without a rate is refused, and a single frame has the floor")
  func ends() throws {
    let single = try envelopes([7])
    #expect(abs(single[0] - log(Float(1e-3))) < 1e-5)
    let series = TimeSeries(values: Matrix(rows: [[1, 2]]), rate: 0, channels: ["a"])
    let error = #expect(throws: InputError.self) { try Envelopes().apply(.series(series)) }
    #expect(error?.found.contains("rate") == true && error?.advice.isEmpty == false)
  }
}
