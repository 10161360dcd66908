import Parameters
import Records

extension Bound {
  /// The bounds that clips and frames together have.
  static let ofCombinations: [Bound] = [.chance, .majority, .sourceOnSource, .targetSupervised]

  private static let matchingObjective =
    "least difference of the distances between class means of the source and cluster means of the target, spreads on "
    + "the diagonal, in 16 principal components at unit variance"
  private static let matchingSolution =
    "k-means++ of the target with as many clusters as classes, from ten seeds; quadratic assignment; the least "
    + "distortion; a classifier of the target learns the names"

  /// What a user reads about it.
  public var card: MethodCard {
    switch self {
    case .chance:
      MethodCard(
        summary: "Bound: guessing among the candidate classes.", objective: "none",
        solution: "1 / number of candidates", cost: "none", source: "arithmetic")
    case .majority:
      MethodCard(
        summary: "Bound: always the class that most labelled rows of the source have, without a look at any feature.",
        objective: "none", solution: "the candidate class of most labelled rows; of equal ones the first",
        cost: "none", source: "common practice")
    case .sourceOnSource:
      MethodCard(
        summary: "Bound: the classifier trained and tested on the source; what the labels are worth there.",
        objective: "the classifier's own", solution: "the classifier's own, on features of the labelled rows' source",
        cost: "one fit of the classifier", source: "common practice")
    case .targetSupervised:
      MethodCard(
        summary: "Bound: the classifier trained on the target's labels of the labelled rows; no zero-label method.",
        objective: "the classifier's own", solution: "the classifier's own, on features of the labelled rows' target",
        cost: "one fit of the classifier", source: "common practice")
    case .studentTeacher:
      MethodCard(
        summary:
          "Through labels of the source: its classifier names the pairs, a classifier of the target learns them.",
        objective: "the classifier's own, on the teacher's names of the paired rows",
        solution: "two fits; names are among the classes that pairs may have",
        cost: "two fits of the classifier", source: "Lee, Pseudo-Label, ICML workshop 2013")
    case .softStudentTeacher:
      MethodCard(
        summary: "The same with the teacher's class probabilities in place of its names; needs a classifier with both.",
        objective: "the classifier's own, each pair counted for every class with the teacher's probability",
        solution: "two fits; probabilities are among the classes that pairs may have",
        cost: "two fits of the classifier", source: "Hinton, Vinyals and Dean, arXiv 1503.02531")
    case .classMatching:
      MethodCard(
        summary: "Without pairs: classes of the source named on clusters of the target by distances alone; ranks.",
        objective: Self.matchingObjective, solution: Self.matchingSolution,
        cost: "ten clusterings and assignments, one fit of the classifier",
        source: "Koopmans and Beckmann, Econometrica 25, 1957")
    case .shuffledClassMatching:
      MethodCard(
        summary: "Its control: the same clusters with the names of the classes in random order.",
        objective: "none", solution: "the clusters of class-matching, named at random",
        cost: "the same", source: "common practice")
    }
  }
}
