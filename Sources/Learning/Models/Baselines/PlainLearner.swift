internal import HyperparameterSearch
internal import StudyModel

/// A family without settings, whose predictions a person can follow.
protocol PlainLearner: Learner {}

extension PlainLearner {
  var interpretability: CandidateSummary.Interpretability { .high }
  var settingNames: [String] { [] }
  func searchSpace(for data: StudyData) -> SearchSpace { SearchSpace([]) }
  func portfolio(for data: StudyData) -> [Assignment] { [Assignment()] }
}
