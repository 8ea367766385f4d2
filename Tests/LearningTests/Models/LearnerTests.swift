import HyperparameterSearch
import Statistics
import StudyModel
import Tables
import Testing

@testable import Learning

/// What holds for every family.
@Suite struct LearnerTests {
  static let all: [any Learner] = [
    PriorLearner(), OneFeatureLearner(), LinearLearner(), ForestLearner(), BoostingLearner(),
  ]
  /// Fast settings, so that a debug build stays quick.
  static func settings(_ learner: any Learner) -> Assignment {
    switch learner.family {
    case "forest": Assignment([("trees", .integer(20)), ("depth", .integer(5))])
    case "boosting": Assignment([("max_rounds", .integer(30))])
    default: Assignment()
    }
  }
  static let pairs: [(learner: any Learner, task: StudyTask)] = all.flatMap { learner in
    StudyTask.allCases.map { (learner, $0) }
  }

  private func fit(_ learner: any Learner, _ data: StudyData, rows: [Int]? = nil) throws -> any FittedModel {
    try learner.fit(
      data, rows: rows ?? Array(0..<data.rowCount), settings: Self.settings(learner), seed: 3)
  }

  private func refusal(_ learner: any Learner, _ data: StudyData, rows: [Int]? = nil) -> String {
    do throws(LearningError) {
      _ = try learner.fit(data, rows: rows ?? Array(0..<data.rowCount), settings: Self.settings(learner), seed: 3)
      return "fitted"
    } catch { return error.message }
  }

  @Test(arguments: pairs) func everyFamilySurvivesItsFileToTheBit(_ pair: (learner: any Learner, task: StudyTask))
    throws
  {
    let data = SampleRows.make(pair.task)
    let model = try fit(pair.learner, data, rows: Array(0..<200))
    let bytes = ModelFile.bytes(model)
    let read = try ModelFile.read(bytes)
    let rows = Array(0..<300)
    let expected = try model.predict(data.columns, rows: rows)
    #expect(try read.predict(data.columns, rows: rows) == expected)
    #expect(expected.values.allSatisfy(\.isFinite) && expected.rowCount == 300)
    #expect(expected.outputCount == data.outputCount)
    #expect(ModelFile.bytes(read) == bytes)
    #expect(read.facts == model.facts)
    for row in [0, 250, 299] {
      let alone = try read.predict(data.columns, rows: [row]).values
      #expect(alone == (0..<expected.outputCount).map { expected[row, $0] })
    }
  }

  @Test(arguments: pairs) func theSameSeedGivesTheSameModel(_ pair: (learner: any Learner, task: StudyTask)) throws {
    let data = SampleRows.make(pair.task)
    let prepared = try pair.learner.prepare(data, rows: Array(0..<200))
    let settings = Self.settings(pair.learner)
    let first = ModelFile.bytes(try pair.learner.fit(prepared, settings: settings, seed: 3))
    // Other fits on the same thread and the same prepared rows in between.
    _ = try pair.learner.fit(prepared, settings: settings, seed: 4)
    #expect(ModelFile.bytes(try pair.learner.fit(prepared, settings: settings, seed: 3)) == first)
    #expect(ModelFile.bytes(try fit(pair.learner, data, rows: Array(0..<200))) == first)
  }

  @Test func twoThreadsOnTheSamePreparedRowsFitWhatOneDoes() async throws {
    let data = SampleRows.make(.binary, rows: 600)
    for learner in [ForestLearner(), BoostingLearner()] as [any Learner] {
      let prepared = try learner.prepare(data, rows: Array(0..<500))
      let settings = Self.settings(learner)
      let alone = try (0..<6).map { ModelFile.bytes(try learner.fit(prepared, settings: settings, seed: $0)) }
      let together = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
        for seed in 0..<6 {
          group.addTask { (seed, ModelFile.bytes(try learner.fit(prepared, settings: settings, seed: UInt64(seed)))) }
        }
        return try await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
      }
      for seed in 0..<6 { #expect(together[seed] == alone[seed]) }
    }
  }

  @Test(arguments: pairs) func theModelBeatsThePriorWhereThereIsSomethingToLearn(
    _ pair: (learner: any Learner, task: StudyTask)
  ) throws {
    guard pair.learner.family != "prior" else { return }
    let data = SampleRows.make(pair.task, rows: 600)
    let held = Array(400..<600)
    let rows = try PreparedRows(data, rows: held, variant: .none)
    func loss(_ learner: any Learner) throws -> Double {
      let predictions = try fit(learner, data, rows: Array(0..<400)).predict(data.columns, rows: held)
      return mean(held.indices.map { row in TrainingLoss.of(rows, row: row) { predictions[row, $0] } })
    }
    #expect(try loss(pair.learner) < 0.95 * loss(PriorLearner()))
  }

  @Test func pureNoiseScoresLikeChance() throws {
    for learner in Self.all where learner.family != "prior" {
      let scores = try (0..<6).map { seed in
        let data = SampleRows.make(.binary, rows: 400, seed: UInt64(seed) + 50, noise: true)
        let model = try fit(learner, data, rows: Array(0..<200))
        let predictions = try model.predict(data.columns, rows: Array(200..<400))
        return BinaryScores.rocAUC(labels: (200..<400).map { data.classes[$0] == 1 }, scores: predictions.values) ?? 0
      }
      // Each score's standard error is about 0.043.
      #expect(abs(mean(scores) - 0.5) < 4 * 0.043 / 6.0.squareRoot(), "\(learner.family)")
    }
  }

  @Test func treesDoNotSeeMonotoneTransforms() throws {
    let data = SampleRows.make(.binary)
    var cubed = data
    for index in data.columns.indices {
      if case .numeric(let values) = data.columns[index].values {
        cubed.columns[index].values = .numeric(values.map { $0 * $0 * $0 })
      }
    }
    for learner in [ForestLearner(), BoostingLearner()] as [any Learner] {
      let rows = Array(0..<300)
      let first = try fit(learner, data).predict(data.columns, rows: rows)
      #expect(try fit(learner, cubed).predict(cubed.columns, rows: rows) == first)
    }
  }

  @Test func rowsWithNothingToLearnAreRefusedInASentence() {
    for learner in [OneFeatureLearner(), LinearLearner(), ForestLearner(), BoostingLearner()] as [any Learner] {
      var data = SampleRows.make(.binary)
      #expect(refusal(learner, data, rows: []).contains("no training row"))
      #expect(refusal(learner, data, rows: [5]).contains("no feature column varies"))
      data.target = .classes([Int](repeating: 1, count: 300), names: ["stays", "leaves"])
      #expect(refusal(learner, data).contains("all 300 training rows are of one class, leaves"))
      data = SampleRows.make(.binary)
      data.columns = []
      #expect(refusal(learner, data).contains("no feature column varies"))
      data = SampleRows.make(.binary)
      data.weights = [Double](repeating: 0, count: 300)
      #expect(refusal(learner, data).contains("weights must be"))
    }
  }

  @Test func fewRowsConstantTargetsAndEmptyColumnsGiveSaneModels() throws {
    for learner in Self.all {
      var data = SampleRows.make(.regression)
      data.columns.append(.init(name: "empty", values: .numeric([Double](repeating: .nan, count: 300))))
      for rows in [[0, 1], Array(0..<7), Array(0..<60)] {
        let values = try fit(learner, data, rows: rows).predict(data.columns, rows: Array(0..<300)).values
        #expect(values.allSatisfy { $0.isFinite }, "\(learner.family)")
      }
      data.target = .numbers([Double](repeating: 4, count: 300))
      let constant = try fit(learner, data).predict(data.columns, rows: [0, 1]).values
      #expect(constant.allSatisfy { abs($0 - 4) < 1e-9 }, "\(learner.family)")
    }
  }

  @Test func aClassThatTrainingRowsLackIsImprobable() throws {
    for learner in Self.all {
      let data = SampleRows.make(.multiclass)
      let rows = (0..<300).filter { data.classes[$0] != 1 }
      let predictions = try fit(learner, data, rows: rows).predict(data.columns, rows: [0, 1, 2])
      for row in 0..<3 {
        #expect(predictions[row, 1] < 0.1, "\(learner.family)")
        #expect(abs((0..<3).reduce(0) { $0 + predictions[row, $1] } - 1) < 1e-6)
      }
    }
  }

  @Test func settingsThatDoNotExistAreRefused() throws {
    let data = SampleRows.make(.binary)
    for learner in Self.all {
      #expect {
        try learner.fit(data, rows: Array(0..<100), settings: Assignment([("eta", .number(1))]), seed: 1)
      } throws: { ($0 as? LearningError)?.message.contains("there is no setting eta") == true }
    }
    #expect {
      try BoostingLearner().fit(data, rows: Array(0..<100), settings: Assignment([("depth", .integer(0))]), seed: 1)
    } throws: { ($0 as? LearningError)?.message == "boosting: depth is 0; it must be a whole number from 1 to 20" }
  }

  @Test(arguments: pairs) func portfoliosLieInTheirSpaces(_ pair: (learner: any Learner, task: StudyTask)) {
    let data = SampleRows.make(pair.task)
    let space = pair.learner.searchSpace(for: data)
    let portfolio = pair.learner.portfolio(for: data)
    #expect(!portfolio.isEmpty)
    for setting in portfolio {
      #expect(setting.names == space.parameters.map(\.name))
      for (parameter, value) in zip(space.parameters, setting.values) {
        switch parameter.domain {
        case .real(let range, _): #expect(value.number.map(range.contains) == true)
        case .integer(let range, _): #expect(value.number.map { range.contains(Int($0)) } == true)
        case .categorical(let values): #expect(values.contains(value))
        }
      }
    }
  }
}
