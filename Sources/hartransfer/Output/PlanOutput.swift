import Benchmarking
import Leaderboards

/// A plan for programs, with the members `power` and `slurm` where they were asked for.
struct PlanOutput: Encodable {
  let preview: PlanPreview
  let decisions: PlannedDecisions?
  let slurm: SlurmJobs?

  private enum Keys: String, CodingKey { case power, slurm }

  func encode(to encoder: any Encoder) throws {
    try preview.encode(to: encoder)
    var container = encoder.container(keyedBy: Keys.self)
    try container.encodeIfPresent(decisions?.json, forKey: .power)
    try container.encodeIfPresent(slurm, forKey: .slurm)
  }
}
