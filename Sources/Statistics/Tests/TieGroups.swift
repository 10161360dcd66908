/// Groups of rows that the data cannot tell from the best of their group.
///
/// Rows come best first. The best row leads group 1. Every row that does not differ from it belongs
/// to that group. The best of the remaining rows leads group 2, and so on. Being in one group says
/// nothing of two rows where neither leads it. Cost: O(rows^2).
public func tieGroups(_ count: Int, differ: (_ leader: Int, _ row: Int) -> Bool) -> [Int] {
  var groups = [Int](repeating: 0, count: count)
  var group = 0
  for leader in 0..<count where groups[leader] == 0 {
    group += 1
    groups[leader] = group
    for row in (leader + 1)..<max(count, leader + 1) where groups[row] == 0 && !differ(leader, row) {
      groups[row] = group
    }
  }
  return groups
}
