/// What was not drawn, told briefly: places of one reason are counted.
struct LeftOut {
  private var places: [(reason: String, first: String, count: Int)] = []

  mutating func add(_ reason: CannotDraw) {
    if let index = places.firstIndex(where: { $0.reason == reason.reason }) {
      places[index].count += 1
    } else {
      places.append((reason.reason, reason.place, 1))
    }
  }

  var lines: [String] {
    places.map { reason, first, count in
      "\(first)\(count > 1 ? " and \(count - 1) more" : ""): \(reason)"
    }
  }
}
