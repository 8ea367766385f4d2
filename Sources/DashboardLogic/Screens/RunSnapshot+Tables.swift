import RunModel

extension RunSnapshot {
  /// The table that is shown where there are several of a kind: of the test rows before others, the newest of those.
  private func preferred<Table>(_ pick: (EvaluationTable) -> (Table, TableOrigin)?) -> Table? {
    let found = tables.compactMap(pick)
    return (found.last { $0.1.split == "test" } ?? found.last)?.0
  }

  var confusionMatrix: ConfusionMatrix? {
    preferred { if case .confusion(let table) = $0 { (table, table.origin) } else { nil } }
  }
  var rocCurve: ROCCurve? {
    preferred { if case .roc(let table) = $0 { (table, table.origin) } else { nil } }
  }
  var precisionRecallCurve: PrecisionRecallCurve? {
    preferred { if case .precisionRecall(let table) = $0 { (table, table.origin) } else { nil } }
  }
  var featureImportance: FeatureImportance? {
    preferred { if case .importance(let table) = $0 { (table, table.origin) } else { nil } }
  }
  /// The newest: of a later sample rather than of the test rows.
  var driftReport: DriftReport? {
    tables.compactMap { if case .drift(let table) = $0 { table } else { nil } }.last
  }
}
