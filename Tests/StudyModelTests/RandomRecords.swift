import HyperparameterSearch
import StudyModel

/// Records of every kind with random content: awkward texts, extreme numbers, absent optionals.
struct RandomRecords {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func record() -> StudyRecord {
    switch below(13) {
    case 0: .header(header())
    case 1: .finding(finding())
    case 2: .split(split())
    case 3: .trial(trial())
    case 4: .candidate(candidate())
    case 5: .comparison(comparison())
    case 6:
      .criterion(CriterionVerdict(criterion: text(), outcome: pick([.met, .missed, .unproven]), evidence: text()))
    case 7:
      .estimate(NamedEstimate(name: text(), candidate: text(), estimate: estimate(), meaning: text(), run: text()))
    case 8:
      .learningCurve(
        LearningCurve(
          candidate: text(), metric: text(), rows: whole(), means: numbers(), deviations: numbers(), verdict: text()))
    case 9:
      .choice(
        Choice(
          candidate: maybe { $0.text() }, rationale: texts(), alternatives: texts(), warnings: texts(),
          threshold: maybe { DecisionThreshold(value: $0.number(), goal: $0.text()) }))
    case 10: .topic(topic())
    case 11: .escalation(escalation())
    default: .notTried(NotTried(what: text(), reason: text()))
    }
  }

  private mutating func escalation() -> EscalationSummary {
    var result = EscalationSummary(
      pick(EscalationSummary.Kind.allCases), question: text(), evidence: texts(),
      alternatives: texts().map { .init($0, what: text(), cost: text(), effect: text(), ends: flag()) })
    result.ruling = maybe { .init(alternative: $0.maybe { $0.text() }, by: $0.text(), reason: $0.text(), decided: 1.5) }
    return result
  }

  private mutating func topic() -> TopicReport {
    let columns = TopicTable.Unit.allCases.map {
      TopicTable.Column($0.rawValue, text(), $0, sacrifice: below(3))
    }
    let cells: [TopicCell] = [
      .text(text()), .text("NaN"), .text("1.5"), TopicCell(number()), .interval(low: -1, high: 0.25), .missing,
    ]
    var report = TopicReport(
      pick(TopicReport.Topic.allCases), finding: text(), severity: pick(Finding.Severity.allCases), sentences: texts(),
      tables: [TopicTable(text(), title: text(), columns: columns, rows: [cells, []], notes: texts())], run: text())
    report.diagram = below(2) == 0 ? nil : texts()
    return report
  }

  private mutating func header() -> StudyHeader {
    StudyHeader(
      name: text(), task: pick(StudyTask.allCases), taskReason: text(), target: text(), classes: texts(),
      primaryMetric: text(), direction: pick([.maximize, .minimize]), otherMetrics: texts(),
      developmentRows: below(9999),
      testRows: below(9), unusedRows: below(9), features: texts(),
      excludedColumns: [.init(column: text(), reason: text())],
      dataDigest: text(), dataPath: text(), plannedTrials: below(100), seed: Int64(bitPattern: next()))
  }

  private mutating func finding() -> Finding {
    Finding(
      check: text(), severity: pick(Finding.Severity.allCases), columns: texts(), rows: whole(), rowCount: below(1000),
      evidence: text(), advice: text())
  }

  private mutating func split() -> SplitSummary {
    SplitSummary(
      name: text(), kind: text(), folds: below(10), repeats: below(3), seed: Int64(bitPattern: next()),
      trainingRows: whole(), testRows: whole(), digest: text(), path: text())
  }

  private mutating func trial() -> TrialSummary {
    TrialSummary(
      number: below(100), candidate: text(), stage: text(), settings: settings(),
      outcome: pick([.complete, .pruned, .failed]), reason: text(), scores: numbers(), value: maybe { $0.number() },
      seconds: number(), run: text())
  }

  private mutating func candidate() -> CandidateSummary {
    CandidateSummary(
      name: text(), family: text(), isBaseline: flag(), interpretability: pick([.high, .medium, .low]),
      complexity: number(), settings: settings(), trial: maybe { $0.below(50) }, estimates: [estimate(), estimate()],
      generalizationGap: maybe { $0.number() }, seedDeviation: maybe { $0.number() },
      rowLatency: maybe { .init(median: $0.number(), percentile99: $0.number(), samples: 3) },
      batchLatency: maybe { .init(median: $0.number(), percentile99: $0.number(), samples: 3) }, batchRows: below(9),
      modelBytes: maybe { $0.below(1 << 40) }, trainingSeconds: maybe { $0.number() },
      peakMemoryBytes: maybe { $0.below(1 << 40) }, exclusions: texts(), isParetoOptimal: flag(), run: text())
  }

  private mutating func comparison() -> ModelComparison {
    ModelComparison(
      first: text(), second: text(), metric: text(), difference: maybe { $0.number() }, interval: interval(),
      pValue: maybe { $0.number() }, adjustedPValue: maybe { $0.number() },
      equivalenceProbability: maybe { $0.number() }, rope: number(),
      verdict: pick([.better, .worse, .equivalent, .indistinguishable, .undecided]), method: text())
  }

  private mutating func estimate() -> Estimate {
    Estimate(metric: text(), value: maybe { $0.number() }, interval: interval(), scores: numbers())
  }

  private mutating func interval() -> ConfidenceInterval? {
    maybe { ConfidenceInterval(low: $0.number(), high: $0.number(), level: $0.number(), method: $0.text()) }
  }

  private mutating func settings() -> [String: ParameterValue] {
    var result: [String: ParameterValue] = [:]
    for name in texts() {
      result[name] = pick([.number(number()), .integer(Int(truncatingIfNeeded: next())), .text("x\(below(9))")])
    }
    return result
  }

  private mutating func text() -> String {
    pick([
      "", "auc", "maxDepth", "a \"quoted\" name", "línea\nnueva", "\u{1b}[31m", "\u{202e}dna", "日本", "a,b|c", "NaN",
    ])
      + (flag() ? "\(below(1000))" : "")
  }

  private mutating func number() -> Double {
    let value = Double(bitPattern: next())
    return pick([value.isNaN ? 0 : value, Double(below(100)), 0.1, -0.0, .infinity, 1e23])
  }

  private mutating func texts() -> [String] { (0..<below(4)).map { _ in text() } }
  private mutating func numbers() -> [Double] { (0..<below(6)).map { _ in number() } }
  private mutating func whole() -> [Int] { (0..<below(6)).map { _ in below(10_000) } }
  private mutating func flag() -> Bool { below(2) == 0 }
  private mutating func maybe<T>(_ make: (inout Self) -> T) -> T? { flag() ? make(&self) : nil }
  private mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }
  private mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % bound }

  private mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
