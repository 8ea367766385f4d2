internal import Glibc
internal import JSONText
internal import StudyModel

/// Coefficients behind a pipeline.
struct LinearModel: FittedModel, Equatable {
  let family = "linear"
  let pipeline: FeaturePipeline
  let task: StudyTask
  /// One list for two classes and numbers, one a class for more (empty for a class that training did not have); the
  /// intercept last.
  let coefficients: [[Double]]
  /// Standard deviation of each encoded column over the training rows.
  let spreads: [Double]

  init(pipeline: FeaturePipeline, task: StudyTask, coefficients: [[Double]], spreads: [Double]) {
    (self.pipeline, self.task, self.coefficients, self.spreads) = (pipeline, task, coefficients, spreads)
  }

  func encode(_ columns: [StudyData.Column], times: [Double]?, rows: [Int]) throws(LearningError) -> EncodedRows {
    try pipeline.encode(columns, times: times, rows: rows)
  }

  func predict(_ rows: EncodedRows) throws(LearningError) -> Predictions {
    guard rows.width == pipeline.width else { throw .model(reason: "rows encoded for another model") }
    var values: [Double] = []
    values.reserveCapacity(rows.rowCount * coefficients.count)
    for row in 0..<rows.rowCount {
      switch task {
      case .regression: values.append(score(rows, row, coefficients[0]))
      case .binary: values.append(1 / (1 + exp(-score(rows, row, coefficients[0]))))
      case .multiclass: values += shares(coefficients.map { $0.isEmpty ? -.infinity : score(rows, row, $0) })
      }
    }
    return Predictions(outputCount: coefficients.count, values: values)
  }

  /// Log odds, or values in the target's unit; -infinity for a class that training did not have. Row-major.
  func margins(_ rows: EncodedRows) -> [Double] {
    (0..<rows.rowCount).flatMap { row in coefficients.map { $0.isEmpty ? -.infinity : score(rows, row, $0) } }
  }

  /// One sum in one order, whatever the number of rows.
  private func score(_ rows: EncodedRows, _ row: Int, _ beta: [Double]) -> Double {
    var sum = beta[rows.width]
    let start = row * rows.width
    for column in 0..<rows.width { sum += beta[column] * Double(rows.values[start + column]) }
    return sum
  }

  private func shares(_ scores: [Double]) -> [Double] {
    let highest = scores.max() ?? 0
    let parts = scores.map { exp($0 - highest) }
    let total = parts.reduce(0, +)
    return parts.map { $0 / total }
  }

  var facts: ModelFacts {
    let used = coefficients.reduce(0) { $0 + $1.count { $0 != 0 } }
    return ModelFacts(parametersPerPrediction: Double(used))
  }

  var importance: (measure: String, values: [(feature: String, value: Double)]) {
    var totals: [String: Double] = [:]
    for beta in coefficients where !beta.isEmpty {
      for (column, source) in pipeline.sources.enumerated() {
        totals[source, default: 0] += abs(beta[column]) * spreads[column]
      }
    }
    let values = totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (feature: $0.key, value: $0.value) }
    return ("coefficient × standard deviation", values)
  }

  var document: JSONValue {
    [
      "family": .string(family), "pipeline": pipeline.json, "task": .string(task.rawValue),
      "coefficients": .array(coefficients.map(JSONValue.numbers)), "spreads": .numbers(spreads),
    ]
  }

  init(_ reader: DocumentReader) throws(LearningError) {
    guard let task = StudyTask(rawValue: try reader.text("task")) else { throw .model(reason: "an unknown task") }
    (self.task, pipeline) = (task, try FeaturePipeline(reader.value("pipeline")))
    coefficients = try reader.list("coefficients").map { $0.arrayValue?.compactMap(\.doubleValue) ?? [] }
    spreads = try reader.numbers("spreads")
    let width = pipeline.width
    guard spreads.count == width, coefficients.contains(where: { !$0.isEmpty }),
      task == .multiclass || coefficients.count == 1,
      coefficients.allSatisfy({ $0.count == width + 1 || task == .multiclass && $0.isEmpty })
    else { throw .model(reason: "its coefficients do not fit its pipeline") }
  }
}

extension DesignMatrix {
  /// Standard deviation of each column but the intercept's.
  var spreads: [Double] {
    let ones = [Double](repeating: 1, count: rowCount)
    let sums = transposedTimes(ones)
    let squares = diagonal
    return (0..<(order - 1)).map { column in
      let mean = sums[column] / Double(rowCount)
      return max(0, squares[column] / Double(rowCount) - mean * mean).squareRoot()
    }
  }
}
