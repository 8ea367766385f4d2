import FileAccess
import Glibc
import HyperparameterSearch
import JSONText
import StudyModel
import Tables
import Testing

@testable import Learning

/// What each feature adds to a score.
@Suite struct ContributionTests {
  private static func pipeline(_ variant: FeaturePipeline.Variant, levels: [String]) -> FeaturePipeline {
    FeaturePipeline(
      variant: variant,
      features: [
        .init(name: "x", kind: .numeric, encoding: .number), .init(name: "number", kind: .numeric, encoding: .number),
        .init(
          name: "level", kind: .categorical,
          encoding: .oneHot(LevelIndex(levels), other: false, missing: false, isNaNOtherwise: false)),
      ])
  }

  private static func columns(_ rows: [(x: Double, number: Double, level: String)]) -> [StudyData.Column] {
    [
      .init(name: "x", values: .numeric(rows.map(\.x))), .init(name: "number", values: .numeric(rows.map(\.number))),
      .init(name: "level", values: .categorical(CategoricalColumn(cells: rows.map(\.level)))),
    ]
  }

  /// Columns of levels are summed to their feature.
  private static func byFeature(_ columns: ArraySlice<Double>) -> [Double] {
    let all = Array(columns)
    return [all[0], all[1], all[2] + all[3] + all[4]]
  }

  @Test func treesAgreeWithXGBoostsOwnContributions() throws {
    let reference = ContributionReference.self
    let booster = try Booster(model: Array(reference.model.utf8))
    let model = try TreeModel(
      family: "boosting", pipeline: Self.pipeline(.trees, levels: ["a", "b", "c"]), link: .logistic,
      boosters: [booster.modelBytes()])
    let cells = reference.rows.map { row in
      (x: Double(row[0]), number: Double(row[1]), level: row[2] == 1 ? "a" : row[3] == 1 ? "b" : "c")
    }
    let found = try TreeExplainer(model: model).contributions(Self.columns(cells), rows: Array(cells.indices))
    #expect(found.scale == .logOdds && found.features == ["x", "number", "level"])
    for (row, expected) in reference.contributions.enumerated() {
      let own = (0..<3).map { found[row, 0, $0] }
      for (a, b) in zip(own, Self.byFeature(expected.dropLast())) { #expect(abs(a - b) < 1e-5) }
      #expect(abs(found.base[0] - (expected.last ?? .nan)) < 1e-5)
    }
    #expect(found.largestDeviation < 1e-5)
  }

  @Test func linearModelsAgreeWithShap() throws {
    let reference = ContributionReference.self
    let model = LinearModel(
      pipeline: Self.pipeline(.linear, levels: ["a", "b", "c"]), task: .binary,
      coefficients: [reference.coefficients], spreads: [1, 1, 1, 1, 1])
    let background = Background(
      columns: Self.columns(reference.background), rows: Array(reference.background.indices), weights: nil,
      task: .binary)
    let found = try LinearExplainer(model, background).contributions(
      Self.columns(reference.explained), rows: Array(reference.explained.indices))
    #expect(abs(found.base[0] - reference.linearBase) < 1e-9)
    for (row, expected) in reference.linear.enumerated() {
      for (place, value) in Self.byFeature(expected[...]).enumerated() {
        #expect(abs(found[row, 0, place] - value) < 1e-9)
      }
    }
    #expect(found.largestDeviation < 1e-12)
  }

  /// A row of weight 2 counts like two rows.
  @Test func theBackgroundIsWeighted() throws {
    let rows = [(x: 1.0, number: 2.0, level: "a"), (x: 4.0, number: -1.0, level: "b")]
    let model = LinearModel(
      pipeline: Self.pipeline(.linear, levels: ["a", "b", "c"]), task: .regression,
      coefficients: [[2, 1, 0, 3, 0, 10]], spreads: [1, 1, 1, 1, 1])
    let background = Background(columns: Self.columns(rows), rows: [0, 1], weights: [2, 1], task: .regression)
    let found = try LinearExplainer(model, background).contributions(Self.columns(rows), rows: [1])
    // Means: x 2, number 1, level b 1/3.
    #expect(found.scale == .value && (0..<3).map { found[0, 0, $0] }.map { ($0 * 1e9).rounded() } == [4e9, -2e9, 2e9])
    #expect(abs(found.base[0] - 16) < 1e-9)
  }

  @Test(arguments: [StudyTask.binary, .multiclass, .regression], ["linear", "forest", "boosting", "one-feature"])
  func theyAddUpToWhatTheModelSays(task: StudyTask, family: String) throws {
    let data = SampleRows.make(task)
    let learner: any Learner =
      switch family {
      case "linear": LinearLearner()
      case "forest": ForestLearner()
      case "boosting": BoostingLearner()
      default: OneFeatureLearner()
      }
    let model = try learner.fit(data, rows: Array(0..<240), settings: learner.portfolio(for: data)[0], seed: 1)
    let background = Background(columns: data.columns, rows: Array(0..<240), weights: nil, task: task)
    let explainer = try #require(try model.explainer(background))
    let found = try explainer.contributions(data.columns, rows: Array(240..<300))
    let tolerance = task == .regression ? 1e-3 : 1e-4
    #expect(found.rowCount == 60 && found.largestDeviation < tolerance, "\(found.largestDeviation)")
    #expect(found.outputCount == data.outputCount && found.values.contains { $0 != 0 })
    // Whatever the number of rows asked for at a time.
    let part = try explainer.contributions(data.columns, rows: [250])
    for place in found.features.indices { #expect(part[0, 0, place] == found[10, 0, place]) }
  }

  @Test func anEnsembleIsTheMeanOfMembersOnOneScale() throws {
    let data = SampleRows.make(.regression)
    let background = Background(columns: data.columns, rows: Array(0..<240), weights: nil, task: .regression)
    let members = try [LinearLearner() as any Learner, ForestLearner()].map {
      try $0.fit(data, rows: Array(0..<240), settings: $0.portfolio(for: data)[0], seed: 1)
    }
    let model = try EnsembleModel(members: members, weights: [0.25, 0.75])
    let found = try #require(try model.explainer(background)).contributions(data.columns, rows: [250, 251])
    let predicted = try model.predict(data.columns, rows: [250, 251])
    for row in 0..<2 {
      let sum = found.features.indices.reduce(found.base[0]) { $0 + found[row, 0, $1] }
      #expect(abs(sum - predicted.values[row]) < 1e-3)
    }
  }

  @Test func membersOnDifferentScalesCannotBeExplained() throws {
    let data = SampleRows.make(.binary)
    let background = Background(columns: data.columns, rows: Array(0..<240), weights: nil, task: .binary)
    let members = try [LinearLearner() as any Learner, ForestLearner()].map {
      try $0.fit(data, rows: Array(0..<240), settings: $0.portfolio(for: data)[0], seed: 1)
    }
    #expect(try EnsembleModel(members: members, weights: [1, 1]).explainer(background) == nil)
    #expect(try ExternalModel(command: ["x"], artifacts: []).explainer(background) == nil)
  }

  // MARK: Public data

  /// Margins and contributions of XGBoost 3.2.0 on telco, to 1e-5.
  @Test(.enabled(if: SampleRows.hasPublicData && Files.exists("\(SampleRows.publicDirectory)/reference/datasets")))
  func telcosContributionsAreThoseOfTheReference() throws {
    let directory = "\(SampleRows.publicDirectory)/reference/datasets"
    var text = String(decoding: try Files.read("\(directory)/telco_model.json"), as: UTF8.self)
    let start = try #require(text.range(of: "\"base_score\":\"[")),
      end = try #require(text.range(of: "]\"", after: start))
    text.replaceSubrange(end, with: "\"")
    text.replaceSubrange(start, with: "\"base_score\":\"")
    let file = try JSONValue(parsing: Files.read("\(directory)/telco.json"))
    let part = try #require(file.objectValue?["fold0_exact_xgb"]?.objectValue)
    func numbers(_ value: JSONValue?) -> [Double] {
      value?.arrayValue?.flatMap { $0.arrayValue.map { numbers(.array($0)) } ?? [$0.doubleValue ?? .nan] } ?? []
    }
    let (rows, margins) = (numbers(part["rows"]), numbers(part["margin"]))
    let width = rows.count / margins.count
    let matrix = try BoosterMatrix(
      rows.map { Float($0) }, rows: margins.count, columns: width, labels: nil, threads: 1)
    let found = try Booster(model: Array(text.utf8)).contributions(matrix, columns: width, outputs: 1)
    let differences = zip(found, numbers(part["contribs_last_is_bias"])).map { abs($0 - $1) }
    #expect(differences.count == 1000 && (differences.max() ?? 1) < 1e-5)
    for (row, margin) in margins.enumerated() {
      let sum = found[(row * (width + 1))..<((row + 1) * (width + 1))].reduce(0, +)
      #expect(abs(sum - margin) < 2e-5)
    }
  }
}

extension String {
  /// Where a text is first found, at or after another place.
  fileprivate func range(of part: String, after place: Range<Index>? = nil) -> Range<Index>? {
    firstRange(of: part, in: place?.upperBound ?? startIndex)
  }

  private func firstRange(of part: String, in start: Index) -> Range<Index>? {
    var place = start
    while place < endIndex {
      if self[place...].hasPrefix(part) { return place..<index(place, offsetBy: part.count) }
      place = index(after: place)
    }
    return nil
  }
}
