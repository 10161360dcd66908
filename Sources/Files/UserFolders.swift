import Foundation

/// The folders of a user that programs keep data and caches in, by the XDG base directory
/// specification.
///
/// A variable that is empty or holds a relative path counts as not set, as the specification asks.
public enum UserFolders {
  /// `$XDG_DATA_HOME/hartransfer`, by default `~/.local/share/hartransfer`: what was fetched.
  public static func data(environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
    folder("XDG_DATA_HOME", otherwise: ".local/share", environment)
  }

  /// `$XDG_CACHE_HOME/hartransfer`, by default `~/.cache/hartransfer`: what can be made anew.
  public static func cache(environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
    folder("XDG_CACHE_HOME", otherwise: ".cache", environment)
  }

  private static func folder(_ variable: String, otherwise: String, _ environment: [String: String]) -> URL {
    func absolute(_ name: String) -> URL? {
      environment[name].flatMap { $0.hasPrefix("/") ? URL(fileURLWithPath: $0, isDirectory: true) : nil }
    }
    let home = absolute("HOME") ?? URL(fileURLWithPath: NSHomeDirectory(), isDirectory: true)
    let base = absolute(variable) ?? home.appendingPathComponent(otherwise, isDirectory: true)
    return base.appendingPathComponent("hartransfer", isDirectory: true)
  }
}
