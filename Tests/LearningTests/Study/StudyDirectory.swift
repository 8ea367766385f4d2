import FileAccess
import HyperparameterSearch
import JSONText
import Specification
import SpecifiedData
import Statistics
import StudyModel
import Synchronization
import TestSupport
import Testing

@testable import Learning

/// A small study in its own directory.
struct StudyDirectory {
  let directory = TemporaryDirectory()
  var specification = StudySpecification(name: "small", data: .init(paths: ["data.csv"], target: "y"))

  /// - Parameter csv: of `data.csv`.
  init(_ csv: String) throws {
    try Files.replaceAtomically(directory.path("data.csv"), with: Array(csv.utf8))
    specification.search.trials = 6
    specification.split.folds = 3
    specification.search.parallel = 2
    specification.examination.topics = []
  }

  /// Classes that follow `a`, `b` and the level of `c`, none of them alone, with noise.
  static func binary(rows: Int, seed: UInt64, signal: Double = 1.5) -> String {
    var generator = SeededGenerator(seed: seed)
    var text = "id,a,b,c,y\n"
    for row in 0..<rows {
      let (a, b) = (generator.unit() * 2 - 1, generator.unit() * 2 - 1)
      let level = generator.index(below: 3)
      let score = signal * (a + b + Double(level - 1) / 2) + (generator.unit() - 0.5) * 2
      text += "r\(row),\(a),\(b),\(["low", "mid", "high"][level]),\(score > 0 ? "yes" : "no")\n"
    }
    return text
  }

  /// - Parameter asks: the study is asked to leave with this at the n-th question, counted from 1.
  func run(_ name: String, leaving interruption: Interruption? = nil, at question: Int = .max) throws -> TrainingOutcome
  {
    let count = Atomic(0)
    var runner = try StudyRunner(
      specification, directory: directory.path, runDirectory: directory.path(name),
      interruption: { count.add(1, ordering: .relaxed).newValue >= question ? interruption : nil })
    return try runner.run()
  }

  /// What the phases of a study work with, outside of a run.
  func context(workers: Int = 2) throws -> StudyContext {
    let source = try StudySource(specification, directory: directory.path)
    return StudyContext(
      specification: specification, source: source, directory: directory.path, splits: source.splits,
      panel: MetricPanel(StudyMetrics.names(specification, task: source.target.task)),
      journal: try StudyJournal(runDirectory: directory.path("aside"), dependencies: []), workers: workers,
      interruption: { nil })
  }

  /// What a study may have chosen.
  enum Choice: Sendable {
    case kind(StudySpecification.Candidate.Kind)
    case baseline(Baseline)
    /// Of a linear model, a forest and boosted trees; an error where fewer than two of them have a weight.
    case ensemble
  }

  func examination(of kind: StudySpecification.Candidate.Kind = .linear) throws -> Examination {
    try examination(of: .kind(kind))
  }

  /// A model with the first of its stored settings, as if it had been chosen.
  func examination(of choice: Choice, workers: Int = 2) throws -> Examination {
    let context = try context(workers: workers)
    let chosen = try chosen(choice, context)
    return try Examination(context, chosen: chosen, final: FinalTest(context, chosen: chosen))
  }

  private func chosen(_ choice: Choice, _ context: StudyContext) throws -> ChosenModel {
    let isTemporal = context.data.times != nil
    switch choice {
    case .kind(.external):
      try context.writeDevelopmentRows()
      let own = try StudyCandidate.searched(specification, for: context.data).filter { $0.external != nil }
      return ChosenModel(try finalists(own, context)[0])
    case .kind(let kind): return ChosenModel(try finalists(searched([kind], context), context)[0])
    case .baseline(let baseline):
      let all = StudyCandidate.baselines(for: context.data, isTemporal: isTemporal)
      return ChosenModel(try finalists(all.filter { $0.name == baseline.rawValue }, context)[0])
    case .ensemble:
      let members = try finalists(searched([.linear, .forest, .boosting], context), context)
      var chosen = ChosenModel(members[0])
      let ensemble = try #require(EnsembleFinalist(context, members: members))
      (chosen.name, chosen.single, chosen.ensemble) = ("ensemble", nil, ensemble)
      return chosen
    }
  }

  private func searched(
    _ kinds: [StudySpecification.Candidate.Kind], _ context: StudyContext
  ) throws -> [StudyCandidate] {
    var asked = specification
    asked.candidates = kinds.map { .init(name: $0.rawValue, kind: $0) }
    return try StudyCandidate.searched(asked, for: context.data)
  }

  private func finalists(_ candidates: [StudyCandidate], _ context: StudyContext) throws -> [Finalist] {
    let folds = try PreparedFolds(context.splits.evaluation, for: candidates, in: context)
    return try candidates.map { candidate in
      let finalist = Finalist(
        candidate: candidate, settings: candidate.settings(candidate.portfolio.first ?? Assignment()), trial: nil,
        run: ".")
      return try context.evaluate(finalist, on: folds)
    }
  }

  func write(_ text: String, _ name: String) throws {
    try Files.replaceAtomically(directory.path(name), with: Array(text.utf8))
  }

  func bytes(_ name: String) throws -> [UInt8] { try Files.read(directory.path(name)) }

  func lines(_ name: String) throws -> [JSONObject] {
    try bytes("\(name)/metrics.jsonl").split(separator: 0x0A).compactMap { try JSONValue(parsing: $0).objectValue }
  }

  func records(_ name: String) throws -> [StudyRecord] {
    try lines(name).compactMap { object in
      guard let kind = object["kind"]?.stringValue else { return nil }
      return try StudyRecord(kind: kind, object: object)
    }
  }

  /// What two runs of one study must share: everything but times, and what was measured of this machine.
  func reproducible(_ name: String) throws -> [String] {
    try records(name).compactMap { record in
      switch record {
      case .trial(var trial):
        trial.seconds = 0
        return StudyRecord.trial(trial).line(wallTime: 0)
      case .candidate(var candidate):
        (candidate.rowLatency, candidate.batchLatency) = (nil, nil)
        (candidate.trainingSeconds, candidate.peakMemoryBytes) = (nil, nil)
        candidate.isParetoOptimal = false
        return StudyRecord.candidate(candidate).line(wallTime: 0)
      case .choice(let choice): return choice.candidate ?? "none"
      case .escalation(var escalation):
        escalation.ruling?.decided = 0
        return StudyRecord.escalation(escalation).line(wallTime: 0)
      case .header, .finding, .split, .comparison, .criterion, .estimate, .learningCurve, .notTried, .topic:
        return record.line(wallTime: 0)
      }
    }
  }
}
