internal import Specification
internal import Statistics
internal import StudyModel

/// What the probabilities are worth: whether what they say happens as often as they say, and whether they can be mended.
enum CalibrationTopic: ExaminationTopic {
  static let topic = TopicReport.Topic.calibration
  /// Of the draws and simulations.
  private static let seedNumber = 5300

  /// nil for a regression.
  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    let context = examination.context
    let seed = context.seed(fold: seedNumber)
    guard case .classes(_, let names) = context.data.target, let held = JudgedClasses(examination.held, context.data)
    else { return nil }
    let draws = RowDraws(held.rows, in: context, seed: seed)
    guard let quality = CalibrationQuality(held, draws: draws, seed: seed) else { return nil }
    let mending = JudgedClasses(examination.choosing, context.data).map { rows in
      CalibrationMending(
        fittedOn: rows, judgedOn: held, isTemporal: context.splits.kind == .temporal, draws: draws)
    }
    let page = CalibrationPage(
      rowsText: examination.heldText, names: names, held: held, quality: quality, mending: mending, draws: draws,
      seed: seed)
    return page.report
  }
}

/// What is to be concluded about the probabilities.
enum CalibrationVerdict: Equatable {
  /// By the named method, on rows that it was not fitted on.
  case mended(CalibrationMethod)
  /// The error is one that chance explains.
  case wellEnough
  /// The error is notable, and so it is after every method, though one may improve the log loss.
  case staysOff(improvedBy: CalibrationMethod?)
  /// They are off, and nothing fitted on development rows helps on the held ones.
  case unmended
  case unclear

  /// A smaller share of the log loss than this is not worth a warning.
  static let notableShare = 0.01
  /// A calibration error this far above chance is one to warn of.
  static let notableError = 0.02

  init(_ quality: CalibrationQuality, _ mending: CalibrationMending?) {
    let change = mending?.chosen?.change
    let isShown = change?.bounds.map { $0.high < 0 } ?? false
    let improving = isShown ? mending?.chosen?.method : nil
    let isChance = quality.equalMass.pValue.map { $0 >= 0.05 } ?? true
    if !isChance, let least = mending?.leastError, let error = quality.equalMass.value,
      Self.isNotable(error, quality), Self.isNotable(least, quality)
    {
      self = .staysOff(improvedBy: improving)
    } else if let improving {
      self = .mended(improving)
    } else if isChance {
      self = .wellEnough
    } else if let change, change.bounds.map({ $0.low < -Self.notableShare * (quality.logLoss.value ?? 0) }) ?? true {
      self = .unclear
    } else {
      self = .unmended
    }
  }

  func severity(_ quality: CalibrationQuality, _ mending: CalibrationMending?) -> Finding.Severity {
    switch self {
    case .wellEnough: return .info
    case .mended:
      let gain = -(mending?.chosen?.change?.value ?? 0)
      return gain >= Self.notableShare * (quality.logLoss.value ?? 0) ? .warning : .info
    case .staysOff, .unmended, .unclear:
      return Self.isNotable(quality.equalMass.value ?? 0, quality) ? .warning : .info
    }
  }

  /// Whether an error of as many rows is above what chance explains by more than nobody minds.
  static func isNotable(_ error: Double, _ quality: CalibrationQuality) -> Bool {
    error - (quality.equalMass.expected ?? 0) >= notableError
  }
}
