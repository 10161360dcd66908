import Diagnostics

/// What each place of a family's paths means.
struct PathMeanings {
  let meanings: [PathMeaning]

  init(_ family: PathFamily, _ reader: FolderReader) {
    let places = family.places
    var meanings: [PathMeaning?] = places.map { _ in nil }
    func isFree(_ meaning: PathMeaning) -> Bool { !meanings.contains(meaning) }
    for (index, place) in places.enumerated() where !place.isNumber {
      let words = place.distinct
      if PathWords.areParts(words) {
        meanings[index] = .part
      } else if PathWords.areAxes(words) {
        meanings[index] = .axis
      } else if PathWords.areSensors(words) {
        meanings[index] = .modality
      } else if PathWords.areMoves(words), isFree(.action) {
        meanings[index] = .action
      }
    }
    for (index, place) in places.enumerated() where place.isNumber {
      guard let meaning = PathWords.meaning(before: place.before), isFree(meaning) else { continue }
      meanings[index] = meaning
    }
    for (index, place) in places.enumerated() where meanings[index] == nil {
      // A number counts sensors only where a word before it says that it may.
      guard !place.isNumber || PathWords.maySense(place.before), place.distinct.count <= 30 else { continue }
      let known = places.indices.filter { meanings[$0] == .modality }
      if reader.areOfOneRecording(family, index, besides: known) { meanings[index] = .modality }
    }
    // Of words that nobody knows the last is the movement; a folder above may be the person.
    for index in places.indices.reversed() where meanings[index] == nil && !places[index].isNumber {
      meanings[index] = isFree(.action) ? .action : isFree(.subject) && places[index].isFolder ? .subject : .other
    }
    // What the sensor tells already is nothing of the recording.
    let modalities = places.indices.filter { meanings[$0] == .modality }
    if !modalities.isEmpty {
      let groups = Dictionary(grouping: family.paths.indices) { row in modalities.map { places[$0].values[row] } }
      for index in places.indices where meanings[index] == nil {
        if groups.values.allSatisfy({ rows in Set(rows.map { places[index].values[$0] }).count == 1 }) {
          meanings[index] = .other
        }
      }
    }
    // Of plain numbers the most are persons and the fewest are repetitions.
    var left = places.indices.filter { meanings[$0] == nil }
    let counts = places.map { $0.distinct.count }
    func take(_ meaning: PathMeaning, _ better: (Int, Int) -> Bool) {
      guard isFree(meaning),
        let best = left.reduce(nil, { best, next in best.map { better(next, $0) ? next : $0 } ?? next })
      else { return }
      meanings[best] = meaning
      left.removeAll { $0 == best }
    }
    let isFolder = places.map(\.isFolder)
    take(.subject) { a, b in isFolder[a] != isFolder[b] ? isFolder[a] : counts[a] > counts[b] }
    if isFree(.trial), isFree(.action), left.count == 1 { take(.action) { _, _ in false } }
    take(.trial) { counts[$0] < counts[$1] }
    take(.action) { counts[$0] > counts[$1] }
    self.meanings = meanings.map { $0 ?? .other }
  }

  /// The name that each place has in patterns, no two alike; nil of what tells files of a recording
  /// apart.
  var names: [String?] {
    var names = DistinctNames(separator: "")
    return meanings.map { $0 == .modality || $0 == .axis ? nil : names.next($0.rawValue) }
  }
}
