import FileAccess
import Glibc
import HyperparameterSearch
import JSONText
import Statistics
import StudyModel
import Testing

@testable import Learning

/// Scores on public data, where they lie beside the package, against what scikit-learn reaches on the same rows.
@Suite(.enabled(if: SampleRows.hasPublicData)) struct PublicDataLearnerTests {
  private func telco() throws -> (data: StudyData, folds: [Int]) {
    let data = try SampleRows.read("telco_churn.csv", target: "Churn", task: .binary, leaving: ["customerID"])
    let path = "\(SampleRows.publicDirectory)/reference/datasets/telco.json"
    let reference = try JSONValue(parsing: Files.read(path)).objectValue
    let folds = reference?["fold"]?.arrayValue?.compactMap { $0.integerValue.map(Int.init) } ?? []
    try #require(folds.count == data.rowCount)
    return (data, folds)
  }

  private func auc(_ data: StudyData) -> (Predictions, [Int]) -> Double? {
    { predictions, rows in
      BinaryScores.rocAUC(labels: rows.map { data.classes[$0] == 1 }, scores: predictions.values)
    }
  }

  private func meanSquaredError(_ data: StudyData) -> (Predictions, [Int]) -> Double? {
    { predictions, rows in
      mean(zip(predictions.values, rows).map { ($0 - data.numbers[$1]) * ($0 - data.numbers[$1]) })
    }
  }

  @Test func logisticRegressionReachesScikitLearnOnTelco() throws {
    let (data, folds) = try telco()
    let scores = try data.crossValidated(LinearLearner(), folds, score: auc(data))
    #expect(abs(mean(scores) - 0.8451) < 0.001)
  }

  @Test func forestReachesScikitLearnOnTelco() throws {
    let (data, folds) = try telco()
    let scores = try data.crossValidated(ForestLearner(), folds, score: auc(data))
    #expect(mean(scores) > 0.842)
  }

  @Test func boostingReachesTheOthersOnTelco() throws {
    let (data, folds) = try telco()
    let scores = try data.crossValidated(BoostingLearner(), folds, score: auc(data))
    #expect(mean(scores) > 0.843)
  }
}
