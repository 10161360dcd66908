import Randomness

/// Recordings divided at random into parts of 40, 40, 10 and 10 %, even over classes and over
/// subjects.
///
/// Classes come in random order. Their recordings are counted off to the part that is furthest
/// behind its share so far: that fixes how many of each class go to each part. The subjects that
/// are furthest behind in a part decide which ones, ties at random. All arithmetic is on integers:
/// ties are ties on every machine.
enum StratifiedPartition {
  /// Tenths of the recordings that each part takes: labelled, paired, validation, test.
  static let shares = [4, 4, 1, 1]
  private static let whole = 10

  /// The part of every recording.
  static func draw(_ recordings: [RecordingKey], generator: inout Xoshiro256) -> [RecordingKey: Int] {
    let byClass = Dictionary(grouping: recordings.sorted(), by: \.label)
    var total = Tally()
    var bySubject: [Int: Tally] = [:]
    var part: [RecordingKey: Int] = [:]
    for label in generator.shuffled(byClass.keys.sorted()) {
      let recordings = generator.shuffled(byClass[label, default: []])
      var waiting = Queues(recordings)
      for recording in recordings { bySubject[recording.subject, default: Tally()].seen += 1 }
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
          guard let chosen = waiting.next(mostFor: { bySubject[$0, default: Tally()].lag(of: index) }) else { continue }
          part[chosen] = index
          bySubject[chosen.subject, default: Tally()].taken[index] += 1
        }
      }
    }
    return part
  }

  /// Whether every subject is in every part and every class in the first.
  static func isComplete(_ part: [RecordingKey: Int], _ recordings: [RecordingKey]) -> Bool {
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
    var seen = 0
    var taken = [Int](repeating: 0, count: shares.count)

    /// How far a part is behind its share, in tenths of a recording.
    func lag(of index: Int) -> Int { shares[index] * seen - whole * taken[index] }

    /// The part that is furthest behind; the earlier one of equals.
    var furthestBehind: Int {
      shares.indices.reduce(0) { lag(of: $1) > lag(of: $0) ? $1 : $0 }
    }
  }
}
