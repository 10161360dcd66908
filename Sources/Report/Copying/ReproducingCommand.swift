import PlainText
import Records

/// The command that computes a row again, as far as records know it.
struct ReproducingCommand {
  let text: String
  let note: String

  /// A record knows the benchmark's name, and no file.
  init(_ trial: TrialDescription) {
    let conditions = [
      ("dataset", trial.dataset), ("source", trial.source), ("target", trial.target),
      ("alignment", trial.alignment.name), ("classifier", trial.classifier.name),
    ]
    let options = conditions.map { "--only " + ShellWord.quoted("\($0)=\($1)") }
    text =
      (["hartransfer run", ShellWord.quoted("Configs/\(trial.benchmark).yaml")] + options + ["--force"])
      .joined(separator: " ")
    note =
      "Records know the benchmark's name and not its file: Configs/\(trial.benchmark).yaml is where such a file stands by "
      + "convention. The command runs all rows of \(trial.alignment.name) on this direction. The revision of the program and "
      + "the sums of the data stand in each record."
  }
}
