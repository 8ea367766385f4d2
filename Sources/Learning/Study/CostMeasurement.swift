internal import FileAccess
internal import JSONText
internal import StudyModel

/// Measures what a model costs to train, keep and ask.
enum CostMeasurement {
  static let rowCalls = 400
  static let batchCalls = 10
  static let mostBatchRows = 1000

  /// - Parameter rows: to predict; at least one.
  static func measure(
    data: StudyData, rows: [Int], training: () throws(LearningError) -> any FittedModel
  ) throws(LearningError) -> MeasuredCosts {
    Host.forgetPeakMemory()
    let begin = CPUClock.threadSeconds()
    let model = try training()
    let (seconds, memory) = (CPUClock.threadSeconds() - begin, Host.peakMemoryBytes)
    let batch = Array(rows.prefix(mostBatchRows))
    return MeasuredCosts(
      trainingSeconds: seconds, modelBytes: model.document.serialized().utf8.count,
      parametersPerPrediction: model.facts.parametersPerPrediction, feature: (model as? OneFeatureModel)?.feature,
      rowLatency: try latency(calls: rowCalls) { call throws(LearningError) in
        _ = try model.predict(data.columns, times: data.times, rows: [rows[call % rows.count]])
      },
      batchLatency: try latency(calls: batchCalls) { _ throws(LearningError) in
        _ = try model.predict(data.columns, times: data.times, rows: batch)
      },
      batchRows: batch.count, peakMemoryBytes: memory)
  }

  /// After one call in ten to warm up.
  private static func latency(
    calls: Int, _ work: (Int) throws(LearningError) -> Void
  ) throws(LearningError) -> CandidateSummary.Latency {
    for call in 0..<max(1, calls / 10) { try work(call) }
    var milliseconds: [Double] = []
    for call in 0..<calls {
      let begin = ContinuousClock.now
      try work(call)
      milliseconds.append((ContinuousClock.now - begin) / .milliseconds(1))
    }
    milliseconds.sort()
    return CandidateSummary.Latency(
      median: milliseconds[calls / 2], percentile99: milliseconds[min(calls - 1, calls * 99 / 100)], samples: calls)
  }
}
