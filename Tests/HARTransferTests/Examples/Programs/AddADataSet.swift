import HARTransfer

let samples = try SampleTable(
  ids: ["a-1", "a-2", "b-1", "b-2"], labels: [0, 1, 0, 1], classNames: ["pour", "stir"], subjects: [1, 1, 2, 2])
let video = Matrix<Double>(rows: [[0.9, 0.1, 0.8, 0.2], [0.3, 0.7, 0.2, 0.9]])
let imu = Matrix<Double>(rows: [[1.8, 0.3, 1.7, 0.2], [0.1, 1.2, 0.3, 1.1], [0.5, 0.4, 0.6, 0.5]])
let features = try FeatureSet(
  samples: samples,
  modalities: [
    ModalityFeatures(name: "video", values: .double(video), encoder: "my-video-net"),
    ModalityFeatures(name: "imu", values: .double(imu), encoder: "my-imu-net"),
  ], origin: FeatureOrigin(dataset: "kitchen"))
for modality in features.modalities { print(modality.name, modality.values.dimension, "x", modality.values.count) }
