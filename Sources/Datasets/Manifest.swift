/// placeholder: replaced by the data-set work.
public struct Manifest: Sendable {}
