/// The classifiers by name. Adding one is a file beside this and a line here.
public enum ClassifierRegistry {
  /// All classifiers, in the order in which tables list them.
  public static let methods: [any ClassifierMethod.Type] = [
    GaussianMixture.self, LinearDiscriminantAnalysis.self, QuadraticDiscriminantAnalysis.self, NearestCentroid.self,
    NearestNeighbours.self, RidgeClassifier.self, LogisticRegression.self, LinearSVM.self,
    WithinClassNormalisation.self,
  ]
}
