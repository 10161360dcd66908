import ArgumentParser
import Benchmarking

/// The command `hartransfer`.
struct HARTransferCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hartransfer",
    abstract: StartPage.purpose,
    usage: "hartransfer <subcommand>",
    discussion: (["Examples:"] + StartPage.commands.map { "  \($0.0)" }).joined(separator: "\n"),
    version: packageVersion,
    groupedSubcommands: [
      CommandGroup(
        name: "Benchmark",
        subcommands: [
          RunCommand.self, PlanCommand.self, LeaderboardCommand.self, ReportCommand.self, FiguresCommand.self,
          CompareCommand.self, CurvesCommand.self,
        ]),
      CommandGroup(
        name: "Exchange", subcommands: [ExportCommand.self, VerifyCommand.self, ImportCommand.self]),
      CommandGroup(
        name: "Data",
        subcommands: [
          DatasetsCommand.self, JointsCommand.self, SyntheticCommand.self, EncodeCommand.self, InspectCommand.self,
          AlignCommand.self,
        ]),
      CommandGroup(
        name: "Method",
        subcommands: [
          EncodersCommand.self, AlignmentsCommand.self, ClassifiersCommand.self, DecodingsCommand.self,
          MetricsCommand.self,
        ]),
      CommandGroup(name: "Machine", subcommands: [DoctorCommand.self]),
    ]
  )

  /// Without a sub-command: how to begin.
  func run() async throws { printResult(StartPage.text) }
}
