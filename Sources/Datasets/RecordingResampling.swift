import Foundation
import LinearAlgebra

extension Recording.Track {
  /// `frames` frames at `target` a second from the time `start` on, which must lie inside one
  /// stretch.
  ///
  /// Frames that stand there already, to within a hundredth of a frame, are taken as they are.
  /// Otherwise values are interpolated linearly between the two nearest frames. Call `lowPassed`
  /// before taking fewer frames than there are.
  public func series(rate target: Double, from start: Double, frames: Int) -> TimeSeries {
    let stretch = stretch(from: start, rate: target, frames: frames)
    let first = firstFrame(in: stretch, at: start - 0.01 / target)
    let isThere =
      first + frames <= stretch.upperBound
      && (0..<frames).allSatisfy { abs(times[first + $0] - (start + Double($0) / target)) <= 0.01 / target }
    let count = channels.count
    let matrix = Matrix<Float>(count, frames) { result in
      if isThere {
        for index in 0..<(frames * count) { result[index] = Float(values[first * count + index]) }
        return
      }
      var left = max(stretch.lowerBound, first - 1)
      for frame in 0..<frames {
        let time = start + Double(frame) / target
        while left + 2 < stretch.upperBound, times[left + 1] <= time { left += 1 }
        let right = min(left + 1, stretch.upperBound - 1)
        let width = times[right] - times[left]
        let share = width > 0 ? min(max((time - times[left]) / width, 0), 1) : 0
        for channel in 0..<count {
          let (a, b) = (values[left * count + channel], values[right * count + channel])
          result[frame * count + channel] = Float(a + (b - a) * share)
        }
      }
    }
    return TimeSeries(values: matrix, rate: target, channels: channels)
  }

  /// The stretch in which so many frames from `start` on lie.
  func stretch(from start: Double, rate target: Double, frames: Int) -> Range<Int> {
    let last = start + Double(frames - 1) / target
    let slack = 0.002 / target
    let found =
      stretches.first { times[$0.lowerBound] <= start + slack && times[$0.upperBound - 1] >= last - slack } ?? 0..<0
    precondition(!found.isEmpty, "a piece outside the stretches of \(name)")
    return found
  }

  /// The first frame of a stretch that is not before `time`, or its last.
  private func firstFrame(in stretch: Range<Int>, at time: Double) -> Int {
    var (low, high) = (stretch.lowerBound, stretch.upperBound - 1)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The track without what `target` frames a second cannot hold; itself where its rate is not
  /// above 1.05 of that.
  ///
  /// The filter is a sinc with its cut-off at 0.45 of `target` under a Hamming window of four
  /// periods of `target` to each side; frames count as equally far apart. At the ends of a stretch
  /// the weights that are left are scaled to a sum of 1.
  public func lowPassed(for target: Double) -> Recording.Track {
    guard points == nil, rate > 1.05 * target else { return self }
    let cutoff = 0.45 * target / rate
    // A rate measured from times is right to some digits: those behind must not make the window a
    // frame longer.
    let reach = Int((4 * rate / target - 1e-6).rounded(.up))
    let weights = (0...reach).map { offset -> Double in
      let x = Double(offset)
      let sinc = offset == 0 ? 2 * cutoff : sin(2 * .pi * cutoff * x) / (.pi * x)
      return sinc * (0.54 + 0.46 * cos(.pi * x / Double(reach)))
    }
    let count = channels.count
    var result = self
    values.withUnsafeBufferPointer { values in
      result.values.withUnsafeMutableBufferPointer { result in
        for stretch in stretches {
          for frame in stretch {
            let near = max(stretch.lowerBound, frame - reach)...min(stretch.upperBound - 1, frame + reach)
            let sum = near.reduce(0) { $0 + weights[abs($1 - frame)] }
            // Frame after frame, as they lie in memory; each channel's sum is in the same order.
            let start = frame * count
            for channel in 0..<count { result[start + channel] = 0 }
            for other in near {
              let weight = weights[abs(other - frame)]
              for channel in 0..<count { result[start + channel] += weight * values[other * count + channel] }
            }
            for channel in 0..<count { result[start + channel] /= sum }
          }
        }
      }
    }
    return result
  }
}
