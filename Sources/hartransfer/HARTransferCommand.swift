import ArgumentParser

/// The command `hartransfer`.
struct HARTransferCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hartransfer",
    abstract: "Benchmarks of zero-label cross-modal transfer in human activity recognition.",
    subcommands: [
      RunCommand.self, PlanCommand.self, LeaderboardCommand.self, CompareCommand.self, CurvesCommand.self,
      DatasetsCommand.self,
      SyntheticCommand.self, EncodeCommand.self, InspectCommand.self, AlignCommand.self, EncodersCommand.self,
      AlignmentsCommand.self, ClassifiersCommand.self, DecodingsCommand.self,
      MetricsCommand.self,
      DoctorCommand.self,
    ]
  )
}
