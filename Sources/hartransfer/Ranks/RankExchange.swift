import Diagnostics
import LinearAlgebra
import MessagePassing

/// Sums and maxima over the ranks of a job, for passes over samples that they share.
///
/// Ranks compute the same from the same sums. On processors of several kinds they might not, to the
/// last digit, and go on differently. So each call first asks whether all ask for the same.
struct RankExchange: SampleExchange {
  let ranks: Ranks

  var rank: Int { ranks.rank }
  var count: Int { ranks.count }

  func total(_ values: [Double]) throws -> [Double] {
    try checkSame(values.count, kind: 0)
    return ranks.allReduce(values)
  }

  func largest(_ values: [Double]) throws -> [Double] {
    try checkSame(values.count, kind: 1)
    return ranks.largest(values)
  }

  private func checkSame(_ count: Int, kind: Int) throws {
    let own = [Double(count), -Double(count), Double(kind), -Double(kind)]
    let all = ranks.largest(own)
    guard all[0] == -all[1], all[2] == -all[3] else {
      throw InputError(
        "MPI", found: "ranks that came to different numbers", expected: "processors of one kind",
        advice: "Choose nodes with the same processors, or run one process.")
    }
  }
}
