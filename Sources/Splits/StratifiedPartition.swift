import Randomness

/// Recordings divided at random into parts of given shares, even over classes and over subjects.
///
/// Classes come in random order. Their recordings are counted off to the part that is furthest
/// behind its share so far: that fixes how many of each class go to each part. The subjects that
/// are furthest behind in a part decide which ones, ties at random. All arithmetic is on integers:
/// ties are ties on every machine.
struct StratifiedPartition {
  /// What each part takes, in units whose sum is the whole: 4, 4, 1, 1 are tenths.
  let shares: [Int]

  /// The part of every recording.
  func draw(_ recordings: [RecordingKey], generator: inout Xoshiro256) -> [RecordingKey: Int] {
    let byClass = Dictionary(grouping: recordings.sorted(), by: \.label)
    var total = Tally(shares)
    var bySubject: [Int: Tally] = [:]
    var part: [RecordingKey: Int] = [:]
    for label in generator.shuffled(byClass.keys.sorted()) {
      let recordings = generator.shuffled(byClass[label, default: []])
      var waiting = Queues(recordings)
      for recording in recordings { bySubject[recording.subject, default: Tally(shares)].seen += 1 }
      var quota = [Int](repeating: 0, count: shares.count)
      for _ in recordings {
        total.seen += 1
        let next = total.furthestBehind
        total.taken[next] += 1
        quota[next] += 1
      }
      // The small parts choose first: they have the least room to be even over subjects.
      for index in shares.indices.reversed() {
        for _ in 0..<quota[index] {
          guard let chosen = waiting.next(mostFor: { bySubject[$0, default: Tally(shares)].lag(of: index) }) else {
            continue
          }
          part[chosen] = index
          bySubject[chosen.subject, default: Tally(shares)].taken[index] += 1
        }
      }
    }
    return part
  }

  /// Whether every subject is in every part and every class in the first.
  func isComplete(_ part: [RecordingKey: Int], _ recordings: [RecordingKey]) -> Bool {
    let subjects = Set(recordings.map(\.subject))
    for index in shares.indices {
      let present = Set(recordings.filter { part[$0] == index }.map(\.subject))
      if present != subjects { return false }
    }
    return Set(recordings.filter { part[$0] == 0 }.map(\.label)) == Set(recordings.map(\.label))
  }

  /// Recordings that wait for a part, subject by subject in their order.
  private struct Queues {
    private var queues: [(subject: Int, places: ArraySlice<Int>)]
    private let recordings: [RecordingKey]

    init(_ recordings: [RecordingKey]) {
      self.recordings = recordings
      queues = Dictionary(grouping: recordings.indices) { recordings[$0].subject }
        .sorted { $0.key < $1.key }.map { ($0.key, $0.value[...]) }
    }

    /// Takes out the first recording of the subject with the largest number; of equal subjects the
    /// one that stands first.
    mutating func next(mostFor number: (_ subject: Int) -> Int) -> RecordingKey? {
      var best: (queue: Int, number: Int, place: Int)?
      for (queue, (subject, places)) in queues.enumerated() {
        guard let place = places.first else { continue }
        let number = number(subject)
        if let best, number < best.number || (number == best.number && place > best.place) { continue }
        best = (queue, number, place)
      }
      guard let best else { return nil }
      queues[best.queue].places.removeFirst()
      return recordings[best.place]
    }
  }

  /// How many recordings were seen, and how many each part took of them.
  private struct Tally {
    let shares: [Int]
    let whole: Int
    var seen = 0
    var taken: [Int]

    init(_ shares: [Int]) {
      self.shares = shares
      whole = shares.reduce(0, +)
      taken = shares.map { _ in 0 }
    }

    /// How far a part is behind its share, in recordings times the whole.
    func lag(of index: Int) -> Int { shares[index] * seen - whole * taken[index] }

    /// The part that is furthest behind; the earlier one of equals.
    var furthestBehind: Int {
      shares.indices.reduce(0) { lag(of: $1) > lag(of: $0) ? $1 : $0 }
    }
  }
}
