import Diagnostics
import FeatureStore

extension SkippedFile {
  /// A damaged file, with the reason and the kind of damage.
  init(damaged file: String, reason: String, cause: String) {
    self.init(file: file, reason: reason, cause: cause)
    isDamaged = true
  }

  /// A file or recording that cannot be used.
  init(
    unreadable file: String, _ error: InputError, what: What = .files, className: String? = nil, subject: Int? = nil
  ) {
    // Numbers tell one damaged file from another and not one kind of damage from another.
    let kind = error.expected.replacing(/[0-9]+([.][0-9]+)?/, with: "N")
    self.init(
      file: file, reason: "\(error)", cause: "cannot be read: not \(kind)", what: what, className: className,
      subject: subject)
    isDamaged = true
  }
}
