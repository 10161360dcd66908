import ArgumentParser

/// How a command prints its result: for a person, or for a program.
enum ResultFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
