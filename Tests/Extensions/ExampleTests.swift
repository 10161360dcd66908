import Testing

@Suite("Examples of extensions do what their family asks")
struct ExampleTests {
  @Test("a metric stays within its range, is best on perfect predictions and undefined without samples")
  func metric() {
    let metric = PredictionMetric.worstRecall
    let truth = [0, 0, 1, 1]
    #expect(metric(truth: truth, predictions: [0, 0, 1, 0], classCount: 2) == 0.5)
    #expect(metric(truth: truth, predictions: truth, classCount: 2) == metric.description.highest)
    #expect(metric(truth: truth, predictions: [1, 1, 0, nil], classCount: 2) == metric.description.lowest)
    #expect(metric(truth: [], predictions: [], classCount: 2) == nil)
  }

  @Test("a renderer writes every cell of every table, and no cell breaks a line")
  func renderer() {
    struct Sample: Presentable {
      let pages: [[Block]] = []
      let tables = [TextTable(heads: ["name", "n"], lines: [["a\tb\nc", "1"]], textColumns: 1)]
      let json = 0
    }
    #expect(TabsRenderer.text(of: Sample()) == "name\tn\na b c\t1\n")
    #expect(TabsRenderer.text(of: [Sample(), Sample()]) == "name\tn\na b c\t1\n\nname\tn\na b c\t1\n")
  }
}
