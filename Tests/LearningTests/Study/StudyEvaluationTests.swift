import FileAccess
import HyperparameterSearch
import JSONText
import Specification
import Statistics
import StudyModel
import TestSupport
import Testing

@testable import Learning

/// What a fold, a window of time and a row on test may be judged by.
@Suite struct StudyEvaluationTests {
  /// Eight rows a person, four a day; the answer follows `a` with noise.
  private static func visits() -> String {
    var generator = SeededGenerator(seed: 11)
    var text = "person,day,a,y\n"
    for row in 0..<320 {
      let (a, noise, day) = (generator.unit(), generator.unit(), row / 4 + 1)
      let date = "2026-0\((day - 1) / 28 + 1)-\(day % 28 + 1 < 10 ? "0" : "")\(day % 28 + 1)"
      text += "p\(row / 8),\(date),\(a),\(a + noise > 1 ? "yes" : "no")\n"
    }
    return text
  }

  private static func study(_ kind: (inout StudyDirectory) -> Void) throws -> StudyContext {
    var study = try StudyDirectory(visits())
    study.specification.metrics.primary = "f1"
    kind(&study)
    return try study.context()
  }

  @Test func aThresholdIsFoundOnGroupsThatItsModelHasNotSeen() throws {
    let context = try Self.study { $0.specification.data.groupColumn = "person" }
    let groups = try #require(context.data.groups)
    for fold in context.splits.evaluation {
      let inner = try #require(context.thresholdFold(of: fold, seed: 1, .primary))
      #expect(Set(inner.training.map { groups[$0] }).isDisjoint(with: inner.test.map { groups[$0] }))
      #expect(Set(inner.training + inner.test).isSubset(of: fold.training))
    }
  }

  @Test func aThresholdOfATemporalSplitIsFoundAfterTheRowsItsModelLearnsFrom() throws {
    let context = try Self.study {
      ($0.specification.data.timeColumns, $0.specification.split.kind) = (["day"], .temporal)
      $0.specification.data.idColumns = ["person"]
    }
    let times = try #require(context.data.times)
    for fold in context.splits.evaluation {
      let inner = try #require(context.thresholdFold(of: fold, seed: 1, .primary))
      let (last, first) = (inner.training.map { times[$0] }.max(), inner.test.map { times[$0] }.min())
      #expect(try #require(last) < #require(first))
    }
  }

  @Test func anEnsembleIsWeighedOnFoldsThatTellNothingOfTheOneItIsJudgedOn() throws {
    var repeated = try StudyDirectory(StudyDirectory.binary(rows: 90, seed: 1))
    (repeated.specification.data.idColumns, repeated.specification.split.repeats) = (["id"], 2)
    let folds = try repeated.context().splits
    #expect(
      (0..<6).map { EnsembleFinalist.companions(of: $0, in: folds) } == [
        [1, 2], [0, 2], [0, 1], [4, 5], [3, 5], [3, 4],
      ])
    let windows = try Self.study {
      ($0.specification.data.timeColumns, $0.specification.split.kind) = (["day"], .temporal)
      $0.specification.data.idColumns = ["person"]
    }.splits
    #expect((0..<3).map { EnsembleFinalist.companions(of: $0, in: windows) } == [[], [0], [0, 1]])
  }

  @Test func testRowsOfOneTimeAreDrawnTogether() throws {
    let times = (0..<100).map { Double($0 / 7) }.reversed() as [Double]
    let blocks = TestInterval.blocks(of: times, count: 10)
    #expect(Set(blocks).count == 10)
    for (time, own) in Dictionary(grouping: times.indices, by: { times[$0] }) {
      #expect(Set(own.map { blocks[$0] }).count == 1, "\(time)")
    }
    #expect(zip(blocks, blocks.dropFirst()).allSatisfy { $0 >= $1 })
    let context = try Self.study {
      ($0.specification.data.timeColumns, $0.specification.split.kind) = (["day"], .temporal)
      ($0.specification.data.idColumns, $0.specification.split.test) = (["person"], 0.5)
    }
    let scores = Predictions(outputCount: 1, values: context.splits.test.map { Double($0 % 10) / 10 })
    let interval = TestInterval(context, scores, rows: context.splits.test, threshold: 0.5)
      .interval(context.panel.primary)
    #expect(interval?.method.hasSuffix("20 stretches of time") == true)
  }

  /// Rows that are all right do not say how often others are wrong.
  @Test func aPerfectScoreHasNoBootstrapInterval() throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 100, seed: 4))
    (study.specification.data.idColumns, study.specification.metrics.primary) = (["id"], "f1")
    let context = try study.context()
    guard case .classes(let codes, _) = context.data.target else { throw LearningError.model(reason: "no classes") }
    let rows = context.splits.test
    func interval(_ values: [Double]) -> ConfidenceInterval? {
      TestInterval(context, Predictions(outputCount: 1, values: values), rows: rows, threshold: 0.5)
        .interval(context.panel.primary)
    }
    let right = rows.map { Double(codes[$0]) }
    #expect(interval(right) == nil)
    #expect(interval([1 - right[0]] + right.dropFirst()) != nil)
  }
}

/// What a viewer of runs sees of a trial.
@Suite struct TrialDirectoryTests {
  private func points(_ outcome: TrialSummary.Outcome, value: Double?) throws -> [JSONObject] {
    let folder = TemporaryDirectory()
    let directory = TrialDirectory(number: 7, candidate: "forest", study: folder.path)
    let trial = TrialSummary(
      number: 7, candidate: "forest", stage: "broad", settings: [:], outcome: outcome, reason: "", scores: [0.9, 0.7],
      value: value, seconds: 1, run: directory.relativePath)
    try directory.begin(settings: Assignment())
    try directory.finish(trial, metric: "auc", at: 5)
    let bytes = try Files.read(folder.path("\(directory.relativePath)/metrics.jsonl"))
    return try bytes.split(separator: 0x0A).compactMap { try JSONValue(parsing: $0).objectValue }
  }

  @Test func theMeanOfSomeFoldsIsNotTakenForItsBestValue() throws {
    #expect(try points(.complete, value: 0.8).compactMap { $0["val/auc"] } == [0.8])
    #expect(try points(.complete, value: 0.8).compactMap { $0["fold/auc"] } == [0.9, 0.7])
    #expect(try points(.pruned, value: 0.8).compactMap { $0["val/auc"] } == [])
    #expect(try points(.pruned, value: 0.8).last?["outcome"] == "stopped")
  }
}
