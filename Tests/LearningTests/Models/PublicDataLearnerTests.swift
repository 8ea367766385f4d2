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

  @Test func logisticRegressionReachesScikitLearnOnTelco() throws {
    let (data, folds) = try telco()
    let scores = try data.crossValidated(LinearLearner(), folds, only: [0], score: auc(data))
    // The reference's first fold; over all five it is 0.8451, here 0.8452.
    #expect(abs(scores[0] - 0.8546397478622544) < 0.001)
  }

  @Test func forestReachesScikitLearnOnTelco() throws {
    let (data, folds) = try telco()
    let scores = try data.crossValidated(ForestLearner(), folds, only: [0, 1], score: auc(data))
    // scikit-learn's 300 trees reach 0.8591 and 0.8402.
    #expect(mean(scores) > 0.8496 - 0.002)
  }

  @Test func boostingReachesTheOthersOnTelco() throws {
    let (data, folds) = try telco()
    let scores = try data.crossValidated(BoostingLearner(), folds, only: [0, 1], score: auc(data))
    // Logistic regression reaches 0.8546 and 0.8455.
    #expect(mean(scores) > 0.8501 - 0.002)
  }
}
