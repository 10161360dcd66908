import ArgumentParser

/// A command line that a shell wants continued.
struct CompletionRequest {
  /// The words before the one that is being typed.
  let words: [String]
  /// What of the last word stands before the cursor.
  let typed: String
  /// How much of it the shell takes for words of their own, which candidates must not repeat.
  private let kept: Int
  private let shell: CompletionShell?

  /// - Parameters:
  ///   - words: the words as the shell divides them.
  ///   - index: the place of the word that is being typed.
  ///   - prefix: what of it stands before the cursor.
  ///   - shell: bash divides words at colons and equals signs too.
  init(_ words: [String], _ index: Int, _ prefix: String, from shell: CompletionShell? = .requesting) {
    let pieces = words.prefix(max(0, index)) + [prefix]
    self.shell = shell
    guard shell == .bash else {
      (self.words, typed, kept) = (Array(pieces.dropLast()), prefix, 0)
      return
    }
    var whole: [String] = []
    var isOpen = false
    for piece in pieces {
      let isBreak = !piece.isEmpty && piece.allSatisfy { ":=".contains($0) }
      if isOpen || isBreak, let last = whole.popLast() {
        whole.append(last + piece)
      } else {
        whole.append(piece)
      }
      isOpen = isBreak
    }
    let last = whole.popLast() ?? ""
    (self.words, typed) = (whole, last)
    kept = last.lastIndex { ":=".contains($0) }.map { last.distance(from: last.startIndex, to: $0) + 1 } ?? 0
  }

  /// The words that stand for themselves, without options and what belongs to them: the program,
  /// the command, its arguments.
  func arguments(optionsWithValue: Set<String>) -> [String] {
    var found: [String] = []
    var isValue = false
    for word in words {
      if isValue {
        isValue = false
      } else if word.hasPrefix("-") {
        isValue = optionsWithValue.contains(word)
      } else {
        found.append(word)
      }
    }
    return found
  }

  /// What was given to an option; nil where it was not.
  func value(of option: String) -> String? {
    words.firstIndex(of: option).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
  }

  /// Those that continue what is typed, in the form that the shell expects.
  func answer(_ candidates: [String]) -> [String] {
    candidates.filter { $0.hasPrefix(typed) }.map { candidate in
      // To zsh a colon begins a description.
      shell == .zsh ? candidate.replacing(":", with: "\\:") : String(candidate.dropFirst(kept))
    }
  }
}
