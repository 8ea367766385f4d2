import RunModel
import Statistics

/// Reproducible random numbers, texts and runs, hostile ones among them.
struct RandomNumbers: RandomNumberGenerator {
  private var numbers: SeededGenerator

  init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

  mutating func next() -> UInt64 { numbers.next() }

  mutating func coin() -> Bool { Bool.random(using: &self) }
  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  mutating func double() -> Double {
    switch below(12) {
    case 0: .nan
    case 1: .infinity
    case 2: -.infinity
    case 3: .greatestFiniteMagnitude
    case 4: -.leastNonzeroMagnitude
    case 5: 0
    default: Double.random(in: -2...2, using: &self)
    }
  }

  mutating func text() -> String {
    let words = [
      "", "a", "loss", "val/auc", "state:running", "lr<=1e-3", "/(a+)+$/", "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;x\u{07}",
      "\u{202E}abc", "日本語のラン", "e\u{301}\u{302}\u{303}\u{304}", "👩‍👩‍👧", "\r\n\t", "0.5", "-1e308", "10:30", "+2h", " ",
      String(repeating: "long ", count: 60),
    ]
    return words[below(words.count)]
  }

  mutating func step() -> Step {
    switch below(10) {
    case 0: Step(.max)
    case 1: Step(.min)
    case 2: Step(1_000_000_000_000_000_000)
    default: Step(Int64(below(5000)) - 100)
    }
  }

  mutating func series() -> MetricSeries {
    var series = MetricSeries()
    let hasTimes = coin()
    for index in 0..<below(200) {
      let step = below(40) == 0 ? step() : Step(Int64(index))
      series.record(step: step, wallTime: hasTimes ? 1.7e9 + Double(index) : .nan, value: double())
    }
    if coin() { series.markResume(at: step()) }
    return series
  }

  /// - Parameter others: one of them may hold it.
  mutating func run(_ others: [RunSnapshot]) -> RunSnapshot {
    let parent = coin() ? others.first { $0.parent == nil } : nil
    var run = RunSnapshot(id: "run-\(next())", name: text(), path: "/runs/\(below(100))", formats: ["jsonl"])
    run.parent = parent.map { .init(id: $0.id, name: $0.qualifiedName) }
    let names = [
      "train/loss", "val/loss", "val/auc", "epoch", "grad_norm/a", "grad_norm/b", "weight_norm/a", "weight_norm/b",
      "grad_norm/" + text(), "system/cpu", text(), "val/" + text(),
    ]
    run.metrics = names.shuffled(using: &self).prefix(below(names.count + 1)).map {
      .init(name: MetricName($0), series: series())
    }
    run.hyperparameters = (0..<below(5)).map { index in
      Hyperparameter(
        name: ["lr", "seed", "model", text()][index % 4], value: coin() ? .number(double()) : .text(text()))
    }
    change(&run)
    return run
  }

  mutating func change(_ run: inout RunSnapshot) {
    let states: [RunState?] = RunState.allCases + [nil]
    run.state = states[below(states.count)]
    run.status = run.state.map { RunStatus(state: $0, since: nil, reason: text()) }
    run.stateReason = text()
    run.latestStep = coin() ? step() : nil
    run.progress = coin() ? Progress(step: step(), total: coin() ? step() : nil) : nil
    run.updated = WallTime(1.7e9 + double())
    run.notes = (0..<below(4)).map { _ in Note(text: text(), level: .warning, wallTime: WallTime(1.7e9)) }
    run.checkpoints = (0..<below(3)).map { Checkpoint(step: step(), path: "c\($0)", reason: coin() ? "final" : nil) }
    run.console = console()
    run.tables = tables()
    run.earlierDrift = earlierDrift()
    run.resourceHistory = resources()
    run.damage = DamageReport(count: below(3))
    run.approvalRequest = coin() ? request() : nil
    run.decisions = (0..<below(3)).map { _ in decision(run.id) }
    if let at = run.metrics.indices.randomElement(using: &self) { run.metrics[at].series = series() }
  }

  private mutating func request() -> ApprovalRequest {
    let ways = (0..<below(4)).map {
      Escalation.Alternative(name: "way-\($0)", what: text(), cost: text(), effect: text(), ends: coin())
    }
    return ApprovalRequest(
      checkpoint: "c0", sha256: coin() ? String(repeating: "a", count: 64) : nil, question: text(),
      evidence: (0..<below(5)).map { _ in text() },
      escalation: ways.isEmpty ? nil : Escalation(kind: text(), alternatives: ways))
  }

  private static let then: WallTime = {
    guard let moment = WallTime(1.7e9) else { preconditionFailure("the moment is finite") }
    return moment
  }()

  private mutating func decision(_ run: String) -> Decision {
    Decision(
      id: "d\(next())", wallTime: Self.then, verdict: Verdict.allCases[below(3)], runID: run,
      checkpoint: "c0", sha256: String(repeating: coin() ? "a" : "b", count: 64), by: text(), reason: text(),
      previous: String(repeating: "0", count: 64))
  }
}
