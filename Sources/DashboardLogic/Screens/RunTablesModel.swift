public import RunModel

/// What an evaluation of the selected run showed.
public struct EvaluationModel: Equatable, Sendable {
  public var confusion: ConfusionMatrix?
  public var roc: ROCCurve?
  public var precisionRecall: PrecisionRecallCurve?
  public var scroll: Int
  public var isEmpty: Bool { confusion == nil && roc == nil && precisionRecall == nil }

  init(_ run: RunSnapshot, scroll: Int) {
    (confusion, roc, precisionRecall) = (run.confusionMatrix, run.rocCurve, run.precisionRecallCurve)
    self.scroll = scroll
  }
}

/// Which features the selected run's model leans on.
public struct FeaturesModel: Equatable, Sendable {
  /// nil when none was recorded.
  public var importance: FeatureImportance?
  public var scroll: Int
}

/// How the features of the selected run have drifted, the worst first.
public struct DriftModel: Equatable, Sendable {
  /// nil when none was recorded; its features are sorted by severity, then by value.
  public var report: DriftReport?
  public var driftCount: Int
  public var warningCount: Int
  public var scroll: Int

  init(_ run: RunSnapshot, scroll: Int) {
    report = run.driftReport
    report?.features.sort { a, b in
      let (left, right) = (Self.severity(a.status), Self.severity(b.status))
      return left != right ? left > right : (a.value ?? -1) > (b.value ?? -1)
    }
    driftCount = report?.features.count { $0.status == .drift } ?? 0
    warningCount = report?.features.count { $0.status == .warning } ?? 0
    self.scroll = scroll
  }

  private static func severity(_ status: DriftReport.Status) -> Int {
    switch status {
    case .ok: 0
    case .warning: 1
    case .drift: 2
    }
  }
}

/// The end of the selected run's console output.
public struct ConsoleModel: Equatable, Sendable {
  public var tail: ConsoleTail
  /// Lines below the last one shown; 0 follows the output.
  public var linesBelow: Int
}
