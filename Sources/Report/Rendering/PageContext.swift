/// What the templates see: texts alone, which they escape.
struct PageContext {
  let title: String
  let css: String
  let js: String
  let data: String
  let results: [PageData.Results]
  let boards: [PageBoard]
  let leftOut: [String]
  let datasets: [PageReferences.Dataset]
  let methods: [PageReferences.Method]
  let metrics: [PageReferences.Metric]
  let protocols: [PageReferences.ProtocolDefinition]

  init(_ data: PageData, css: String, js: String, json: String) {
    (title, results, boards, leftOut) = (data.title, data.results, data.boards, data.leftOut)
    (datasets, methods) = (data.datasets, data.methods)
    (metrics, protocols) = (data.metrics, data.protocols)
    (self.css, self.js, self.data) = (css, js, json)
  }
}
