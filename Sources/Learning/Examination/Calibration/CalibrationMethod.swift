internal import Glibc
internal import Statistics

/// A way to mend probabilities, fitted on rows whose model had not seen them.
enum CalibrationMethod: String, CaseIterable, Sendable {
  case platt = "Platt scaling"
  case isotonic = "isotonic"
  case temperature = "temperature scaling"

  /// Fewer rows than this let the isotonic steps follow chance.
  static let isotonicRows = 1000

  /// More than two classes are mended by one temperature.
  static func all(classCount: Int) -> [CalibrationMethod] { classCount == 2 ? allCases : [.temperature] }

  /// Probabilities as this method mends them; nil where it cannot be fitted on these rows.
  func fit(_ rows: JudgedClasses) -> FittedCalibration? {
    let event = rows.event
    switch self {
    case .platt:
      return LogisticCalibration.platt(
        labels: event.labels, logits: event.probabilities.map(LogisticCalibration.logit), weights: event.weights
      ).map(FittedCalibration.logistic)
    case .isotonic:
      return IsotonicCalibration(
        scores: event.probabilities, values: event.labels.map { $0 ? 1 : 0 }, weights: event.weights
      ).map(FittedCalibration.isotonic)
    case .temperature:
      return TemperatureScaling(
        classes: rows.codes, classCount: rows.classCount, probabilities: rows.probabilities, weights: rows.weights
      ).map(FittedCalibration.temperature)
    }
  }
}

enum FittedCalibration: Sendable {
  case logistic(LogisticCalibration)
  case isotonic(IsotonicCalibration)
  case temperature(TemperatureScaling)

  /// The same rows with mended probabilities.
  func applied(to rows: JudgedClasses) -> JudgedClasses {
    var result = rows
    switch self {
    case .logistic(let model):
      result.setPositive { model.probability(logit: LogisticCalibration.logit($0)) }
    case .isotonic(let model): result.setPositive(model.value(at:))
    case .temperature(let scaling):
      result.probabilities = scaling.scaled(rows.probabilities, classCount: rows.classCount)
    }
    return result
  }
}

extension JudgedClasses {
  /// Of two classes.
  fileprivate mutating func setPositive(_ mended: (Double) -> Double) {
    for place in codes.indices {
      let probability = mended(probabilities[2 * place + 1])
      probabilities[2 * place] = 1 - probability
      probabilities[2 * place + 1] = probability
    }
  }

  /// Of each row, with probabilities clipped as those of the metric.
  var logLosses: [Double] {
    codes.indices.map { place in
      -log(min(max(probability(place, codes[place]), Double.ulpOfOne), 1 - Double.ulpOfOne))
    }
  }

  /// Of each row: of two classes that of the positive one, of more the sum over the classes.
  var brierScores: [Double] {
    codes.indices.map { place in
      let sum = (0..<classCount).reduce(0.0) { sum, code in
        let gap = probability(place, code) - (code == codes[place] ? 1 : 0)
        return sum + gap * gap
      }
      return isBinary ? sum / 2 : sum
    }
  }
}
