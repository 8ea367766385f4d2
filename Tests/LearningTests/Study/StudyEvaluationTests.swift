import FileAccess
import HyperparameterSearch
import JSONText
import Specification
import Statistics
import StudyModel
import Tables
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
      (0..<6).map { folds.foldsApart(from: $0) } == [
        [1, 2], [0, 2], [0, 1], [4, 5], [3, 5], [3, 4],
      ])
    let windows = try Self.study {
      ($0.specification.data.timeColumns, $0.specification.split.kind) = (["day"], .temporal)
      $0.specification.data.idColumns = ["person"]
    }.splits
    #expect((0..<3).map { windows.foldsApart(from: $0) } == [[], [0], [0, 1]])
  }

  /// A label that comes ten days late is not there when the next window is forecast.
  @Test func nothingIsLearnedFromTheGap() throws {
    let context = try Self.study {
      ($0.specification.data.timeColumns, $0.specification.split.kind) = (["day"], .temporal)
      ($0.specification.data.idColumns, $0.specification.split.gapDays) = (["person"], 10)
    }
    let (times, splits) = (try #require(context.data.times), context.splits)
    func range(_ rows: [Int]) throws -> ClosedRange<Double> {
      let own = rows.map { times[$0] }
      return try #require(own.min())...#require(own.max())
    }
    #expect(try range(splits.development).upperBound < range(splits.test).lowerBound - 10)
    #expect(splits.development.count + splits.test.count < context.data.rowCount)
    for fold in splits.evaluation { #expect(try range(fold.training).upperBound < range(fold.test).lowerBound - 10) }
    #expect(context.data.leadDays == 10)
    // 200 rows a day apart; of the last 30 the earlier stop nothing, as they lie in the gap.
    var data = StudyData(
      columns: [TypedColumn(name: "a", values: .numeric((0..<200).map(Double.init)))],
      target: .numbers((0..<200).map(Double.init)), weights: nil, times: (0..<200).map(Double.init), groups: nil)
    data.leadDays = 10
    let stopping = StoppingRows(try PreparedRows(data, rows: Array(0..<200), variant: .ordinal))
    #expect(stopping.stopping == Array(150..<200) && stopping.growing == Array(0..<140))
  }

  @Test func aGivenSplitMayNameTrainingRowsAlone() throws {
    let lines = StudyDirectory.binary(rows: 90, seed: 2).split(separator: "\n")
    func splits(_ part: (Int) -> String) throws -> StudySplits {
      let rows = lines.dropFirst().enumerated().map { "\(part($0)),\($1)" }
      var study = try StudyDirectory((["part,\(lines[0])"] + rows).joined(separator: "\n"))
      study.specification.data.idColumns = ["id"]
      (study.specification.split.kind, study.specification.split.column) = (.given, "part")
      return try study.context().splits
    }
    let own = try splits { $0 < 30 ? "test" : $0 < 33 ? "" : "train" }
    #expect(own.test == Array(0..<30) && own.development == Array(33..<90))
    #expect(own.evaluation.count == 3 && !own.sharesFolds && own.search != own.evaluation)
    #expect(Set(own.evaluation.flatMap(\.test)) == Set(33..<90))
    #expect(throws: LearningError.self) { try splits { $0 < 30 ? "test" : "1" } }
    #expect(throws: LearningError.self) { try splits { $0 < 30 ? "test" : "" } }
    let given = try splits { ["1", "2", "train", "test", ""][$0 % 5] }
    #expect(given.sharesFolds && given.evaluation.count == 2 && given.development.count == 54)
  }

  @Test func foldsWithoutRowsAreRefused() throws {
    var study = try StudyDirectory("a,y\n" + (0..<10).map { "\($0),\($0 * 7 % 10).5\n" }.joined())
    (study.specification.split.folds, study.specification.task) = (9, .regression)
    #expect {
      _ = try study.context()
    } throws: {
      "\(($0 as? LearningError)?.message ?? "")".contains("8 rows to learn from are too few for 9 folds")
    }
  }

  @Test func testRowsOfOneTimeAreDrawnTogether() throws {
    let times = (0..<100).map { Double($0 / 7) }.reversed() as [Double]
    let blocks = RowDraws.blocks(of: times, count: 10)
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
