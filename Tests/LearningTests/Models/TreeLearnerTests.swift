import HyperparameterSearch
import Statistics
import StudyModel
import Testing

@testable import Learning

@Suite struct TreeLearnerTests {
  @Test func treesAreFollowedAsXGBoostFollowsThem() throws {
    let data = SampleRows.make(.binary)
    let rows = try PreparedRows(data, rows: Array(0..<300), variant: .trees)
    let matrix = try BoosterMatrix(
      rows.encoded.values, rows: 300, columns: rows.encoded.width, labels: rows.classes.map { $0 == 1 }, threads: 1)
    let booster = try Booster(caching: [matrix])
    var parameters = BoosterParameters(objective: .logistic, baseScore: 0.3, seed: 5)
    (parameters.maxDepth, parameters.gamma, parameters.subsample) = (5, 0.5, 0.8)
    try booster.configure(parameters)
    for round in 0..<20 { try booster.update(round: round, matrix) }
    let model = try TreeModel(
      family: "boosting", pipeline: rows.pipeline, link: .logistic, boosters: [booster.modelBytes()])
    let own = try model.predict(rows.encoded).values
    for (a, b) in zip(own, try booster.predict(matrix)) { #expect(abs(a - b) < 1e-6) }
    #expect(Set(own).count > 50)
    // The importance is XGBoost's own.
    let sources = rows.pipeline.sources
    let gains = try booster.totalGain().reduce(into: [String: Double]()) { $0[sources[$1.key], default: 0] += $1.value }
    for (feature, gain) in model.importance.values {
      #expect(abs(gain - (gains[feature] ?? 0)) < 1e-4 * gain)
    }
  }

  @Test func damagedTreesAreRefusedAndNeverTrap() throws {
    let data = SampleRows.make(.binary, rows: 100)
    let settings = Assignment([("max_rounds", .integer(3))])
    let model = try BoostingLearner().fit(data, rows: Array(0..<100), settings: settings, seed: 1)
    let bytes = try #require((model as? TreeModel)?.boosters.first)
    let width = try #require((model as? TreeModel)?.pipeline.width)
    let encoded = try model.encode(data.columns, times: nil, rows: Array(0..<100))
    var generator = SeededGenerator(seed: 9)
    var refused = 0
    for _ in 0..<400 {
      var damaged = bytes
      damaged[generator.index(below: bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
      if generator.index(below: 4) == 0 { damaged.removeLast(generator.index(below: bytes.count)) }
      do throws(LearningError) {
        _ = try TreeEnsemble(damaged, width: width).sums(encoded, from: 0)
      } catch { refused += 1 }
    }
    #expect(refused > 50)
  }

  @Test func stoppingRowsComeFromEachClassTheEndOfTimeOrWholeGroups() throws {
    var data = SampleRows.make(.binary)
    let all = Array(0..<300)
    var split = StoppingRows(try PreparedRows(data, rows: all, variant: .none))
    #expect((split.growing + split.stopping).sorted() == all)
    let positives = split.stopping.count { data.classes[$0] == 1 }
    #expect(positives == 300 / 3 / 4 - 1 || positives == 300 / 3 / 4)
    (data.times, data.leadDays) = (all.map { Double(($0 * 7) % 300 / 2) }, 0)
    split = StoppingRows(try PreparedRows(data, rows: all, variant: .none))
    let (last, first) = (split.growing.map { data.times?[$0] ?? 0 }, split.stopping.map { data.times?[$0] ?? 0 })
    #expect((last.max() ?? 0) < (first.min() ?? 0))
    (data.groups, data.leadDays) = (all.map { $0 % 20 }, nil)
    split = StoppingRows(try PreparedRows(data, rows: all, variant: .none))
    #expect(Set(split.growing.map { $0 % 20 }).isDisjoint(with: split.stopping.map { $0 % 20 }))
    #expect(split.stopping.count == 75)
  }

  @Test func anEnsembleIsTheWeightedMeanOfItsMembersAndSurvivesItsFile() throws {
    for task in StudyTask.allCases {
      let data = SampleRows.make(task)
      let members = try LearnerTests.all.map {
        try $0.fit(data, rows: Array(0..<200), settings: LearnerTests.settings($0), seed: 1)
      }
      let weights = [0.1, 0.2, 0.3, 0.25, 0.15]
      let model = try EnsembleModel(members: members, weights: weights)
      let rows = Array(150..<300)
      let predictions = try model.predict(data.columns, rows: rows)
      let parts = try members.map { try $0.predict(data.columns, rows: rows).values }
      for index in predictions.values.indices {
        let expected = zip(parts, weights).reduce(0) { $0 + $1.0[index] * $1.1 }
        #expect(abs(predictions.values[index] - expected) < 1e-12 * max(1, abs(expected)))
      }
      #expect(try ModelFile.read(ModelFile.bytes(model)).predict(data.columns, rows: rows) == predictions)
    }
  }

  @Test func aDamagedModelFileIsRefused() throws {
    let data = SampleRows.make(.binary)
    let model = try LinearLearner().fit(data, rows: Array(0..<200), settings: Assignment(), seed: 1)
    let text = String(decoding: ModelFile.bytes(model), as: UTF8.self)
    let damaged = [
      "", "{}", String(text.dropLast(5)), text.replacing("pitwall-model-1", with: "pitwall-model-9"),
      text.replacing("\"family\":\"linear\"", with: "\"family\":\"guess\""),
      text.replacing("\"spreads\":[", with: "\"spreads\":[1.0,"), text.replacing("\"task\"", with: "\"tusk\""),
    ]
    for text in damaged {
      #expect { try ModelFile.read(Array(text.utf8)) } throws: { ($0 as? LearningError)?.exitCode == 65 }
    }
  }

  @Test func base64IsThatOfTheStandard() {
    // RFC 4648, section 10.
    for (plain, code) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
      #expect(Base64.encode(Array(plain.utf8)) == code)
      #expect(Base64.decode(code) == Array(plain.utf8))
    }
    #expect(Base64.decode("Zg=") == nil && Base64.decode("Z*==") == nil)
    let bytes = (0...255).map { UInt8($0) }
    #expect(Base64.decode(Base64.encode(bytes)) == bytes)
  }
}
