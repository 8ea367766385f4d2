internal import HyperparameterSearch
internal import JSONText
internal import StudyModel

/// The training rows' class shares, or their mean: what a model must beat.
struct PriorLearner: PlainLearner {
  let family = "prior"
  let pipelineVariant = FeaturePipeline.Variant.none

  func fit(_ rows: PreparedRows, settings: Assignment, seed: UInt64) throws(LearningError) -> any FittedModel {
    _ = try Settings(settings, of: family, names: settingNames)
    return PriorModel(output: rows.priorOutput)
  }
}

struct PriorModel: FittedModel, Equatable {
  let family = "prior"
  var output: [Double]
  var facts: ModelFacts { ModelFacts(parametersPerPrediction: 1) }
  var importance: (measure: String, values: [(feature: String, value: Double)]) { ("", []) }

  func encode(_ columns: [StudyData.Column], times: [Double]?, rows: [Int]) -> EncodedRows {
    EncodedRows(rowCount: rows.count, width: 0, values: [])
  }

  func predict(_ rows: EncodedRows) -> Predictions {
    Predictions(outputCount: output.count, values: (0..<rows.rowCount).flatMap { _ in output })
  }

  var document: JSONValue { ["family": .string(family), "output": .numbers(output)] }

  init(output: [Double]) { self.output = output }
  init(_ reader: DocumentReader) throws(LearningError) {
    output = try reader.numbers("output")
    if output.isEmpty { throw .model(reason: "a prior without an output") }
  }
}

extension PreparedRows {
  /// What the weighted prior predicts for any row.
  var priorOutput: [Double] {
    guard task != .regression else {
      return [zip(numbers, 0...).reduce(0) { $0 + $1.0 * weight($1.1) } / totalWeight]
    }
    let shares = classWeightSums.map { $0 / totalWeight }
    return outputCount == 1 ? [shares[1]] : shares
  }
}
