import HARTransfer

let features = try SyntheticDataset { $0.dimensions = [20, 30] }.features(seed: Seed(base: 0))
let run = try AlignmentRun(
  features, direction: Direction(source: "modality-1", target: "modality-2"), alignment: RidgeCCA { $0.k = 2 },
  protocol: SplitProtocol(CrossSubject()))
let confusion = try run.transfer(NearestCentroid())
print("accuracy on the target:", PredictionMetric.accuracy(confusion)!)
