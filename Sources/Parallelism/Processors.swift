import Foundation

/// The number of processors that this process may use.
public let activeProcessorCount = ProcessInfo.processInfo.activeProcessorCount
