import Foundation

/// Bytes that this process may hold at most: the least of the machine's memory, of its own limit
/// (`ulimit -v`) and of that of its control group.
public let machineMemory: Int = {
  var limit = rlimit()
  let own = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 ? Int(clamping: limit.rlim_cur) : .max
  let group = (try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8))
    .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  return min(Int(clamping: ProcessInfo.processInfo.physicalMemory), own, group ?? .max)
}()
