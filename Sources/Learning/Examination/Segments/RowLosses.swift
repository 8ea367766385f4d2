internal import Glibc
internal import StudyModel

/// How wrong a prediction is on one row, so that the mean over rows says where a model fails.
enum RowLoss: String, Codable, Sendable {
  case logLoss = "log_loss"
  case squaredError = "squared_error"
  case absoluteError = "absolute_error"

  /// Classes: log loss. Numbers: the absolute error where that is what the primary metric looks at, else the squared.
  init(_ data: StudyData, primary: String) {
    if case .classes = data.target {
      self = .logLoss
    } else {
      self =
        ["mae", "median_absolute_error", "d2_absolute_error", "mape", "smape"].contains(primary)
        ? .absoluteError : .squaredError
    }
  }

  var words: String {
    switch self {
    case .logLoss: "log loss"
    case .squaredError: "squared error"
    case .absoluteError: "absolute error"
    }
  }

  /// Of the place-th row of the predictions; a probability of 0 counts as 1e-15, as in scikit-learn up to 1.2.
  func value(_ predictions: Predictions, _ place: Int, row: Int, _ data: StudyData) -> Double {
    switch data.target {
    case .classes(let codes, _): return -log(max(predictions.classProbabilities(place)[codes[row]], 1e-15))
    case .numbers(let targets):
      let error = abs(targets[row] - predictions[place, 0])
      return self == .absoluteError ? error : error * error
    }
  }
}
