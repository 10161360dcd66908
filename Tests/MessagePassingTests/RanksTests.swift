import Foundation
import Testing

@testable import MessagePassing

@Suite("Ranks of one process, and how it was started")
struct RanksTests {
  @Test("alone, every sum and maximum is its own, and no message comes")
  func alone() {
    let ranks = Ranks.alone
    #expect(ranks.isFirst && ranks.count == 1 && ranks.countOnNode == 1)
    for values in [[], [1.5], [1, -2, .infinity]] { #expect(ranks.allReduce(values) == values) }
    #expect(ranks.largest(-3) == -3)
    #expect(ranks.receive() == nil)
    #expect(ranks.name.hasPrefix("rank 0 of 1 on "))
  }

  @Test("a launcher is known by its variables; Slurm alone is none")
  func launch() {
    #expect(Launch.processes([:]) == 1)
    #expect(Launch.processes(["OMPI_COMM_WORLD_SIZE": "4"]) == 4)
    #expect(Launch.processes(["PMI_SIZE": "3"]) == 3)
    #expect(Launch.processes(["SLURM_STEP_NUM_TASKS": "8"]) == 1)
    #expect(Launch.processes(["SLURM_STEP_NUM_TASKS": "8", "PMIX_RANK": "2"]) == 8)
    #expect(Launch.processes(["OMPI_COMM_WORLD_SIZE": "many"]) == 1)
  }

  @Test("a program without MPI says how to get one with it")
  func fault() {
    let text = "\(Launch.fault(processes: 4))"
    #expect(text.contains("4 processes") && text.contains("--traits MPI"))
  }
}
