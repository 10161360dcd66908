import Foundation
import Randomness
import Testing

@testable import Datasets

/// Tracks of many channels are gone through as they lie in memory. Channel by channel, which is
/// simpler, gives the same bits.
@Suite("tracks of many channels") struct TrackCleaningTests {
  private static func track(_ generator: inout Xoshiro256) -> Recording.Track {
    func next(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }
    let (frames, channels) = (1 + next(60), 1 + next(7))
    var time = 0.0
    let times = (0..<frames).map { _ -> Double in
      time += [0.05, 0.05, 0.05, 0.051, 0.2, 0.9][next(6)]
      return time
    }
    let missing = [0, 3, 20][next(3)]
    let values = (0..<(frames * channels)).map { _ in
      next(100) < missing ? Double.nan : Double(next(2001) - 1000) / 7
    }
    return Recording.Track(
      name: "a", channels: (0..<channels).map { "c\($0)" }, rate: 20, times: times, values: values)
  }

  /// One channel of a track.
  private static func channel(_ channel: Int, of track: Recording.Track) -> Recording.Track {
    let count = track.channels.count
    var result = Recording.Track(
      name: "a", channels: [track.channels[channel]], rate: track.rate, times: track.times,
      values: track.times.indices.map { track.values[$0 * count + channel] })
    result.stretches = track.stretches
    return result
  }

  private static func bits(_ values: [Double]) -> [UInt64] { values.map { $0.isNaN ? 0 : $0.bitPattern } }

  @Test("each channel is bridged as if it stood alone, and a frame is whole where no channel misses a number")
  func cleaned() {
    var generator = Xoshiro256(seed: 3)
    for _ in 0..<300 {
      let track = Self.track(&generator)
      let found = track.cleaned(maximumGap: 0.3)
      let alone = track.channels.indices.map { Self.channel($0, of: track).cleaned(maximumGap: 0.3) }
      for channel in track.channels.indices {
        #expect(Self.bits(Self.channel(channel, of: found).values) == Self.bits(alone[channel].values))
      }
      let count = track.channels.count
      let whole = track.times.indices.map { frame in
        !(0..<count).contains { found.values[frame * count + $0].isNaN }
      }
      let covered = track.times.indices.map { frame in found.stretches.contains { $0.contains(frame) } }
      #expect(whole == covered)
      for stretch in found.stretches {
        for frame in stretch.dropFirst() { #expect(track.times[frame] - track.times[frame - 1] <= 0.3 + 1e-3) }
      }
    }
  }

  @Test("the low-pass filters each channel as if it stood alone, and so does scaling")
  func filtered() {
    var generator = Xoshiro256(seed: 5)
    for _ in 0..<100 {
      let track = Self.track(&generator).cleaned(maximumGap: 0.3)
      let found = track.lowPassed(for: 7)
      let factors = track.channels.indices.map { Double($0) + 0.5 }
      let scaled = track.scaled(factors)
      for channel in track.channels.indices {
        let alone = Self.channel(channel, of: track)
        #expect(Self.bits(Self.channel(channel, of: found).values) == Self.bits(alone.lowPassed(for: 7).values))
        #expect(
          Self.bits(Self.channel(channel, of: scaled).values) == Self.bits(alone.values.map { $0 * factors[channel] }))
      }
    }
  }

  @Test("sorting moves whole frames")
  func sorted() {
    var generator = Xoshiro256(seed: 9)
    for _ in 0..<100 {
      let track = Self.track(&generator)
      var order = Array(track.times.indices)
      for place in order.indices { order.swapAt(place, Int(generator.next() % UInt64(order.count))) }
      let count = track.channels.count
      let mixed = Recording.Track(
        name: "a", channels: track.channels, rate: 20, times: order.map { track.times[$0] },
        values: order.flatMap { frame in (0..<count).map { track.values[frame * count + $0] } })
      #expect(mixed.sorted().times == track.times && Self.bits(mixed.sorted().values) == Self.bits(track.values))
    }
  }
}
