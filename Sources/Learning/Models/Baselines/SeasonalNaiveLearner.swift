internal import HyperparameterSearch
internal import JSONText
internal import Statistics
internal import StudyModel

/// A regression's value one seasonal period earlier: what a model of a series must beat.
///
/// A row takes the value of the training row at its time less the fewest whole periods, at least the lead, that lead to
/// one; where none does, the mean of the training rows of the same hour of the period; where there is none, the mean of all.
struct SeasonalNaiveLearner: PlainLearner {
  let family = "seasonal-naive"
  let pipelineVariant = FeaturePipeline.Variant.none

  func fit(_ rows: PreparedRows, settings: Assignment, seed: UInt64) throws(LearningError) -> any FittedModel {
    _ = try Settings(settings, of: family, names: settingNames)
    guard rows.task == .regression, let times = rows.times else {
      throw .cannotFit(family: family, reason: "it needs a numeric target and a time column")
    }
    let series = SeasonalSeries(times: times, values: rows.numbers, weights: rows.weights)
    guard let period = series.detectedPeriodDays else {
      throw .cannotFit(family: family, reason: "no day, week or year repeats itself in the training rows")
    }
    return SeasonalNaiveModel(periodDays: period, leadDays: rows.leadDays ?? 0, series: series)
  }
}

/// Values by minute, equal times averaged.
struct SeasonalSeries: Equatable, Sendable {
  /// Minutes since 1970, ascending, distinct.
  var minutes: [Int]
  var values: [Double]
  var weights: [Double]

  /// Rows without a time are left out.
  init(times: [Double], values: [Double], weights: [Double]?) {
    var sums: [Int: (value: Double, weight: Double)] = [:]
    for (index, time) in times.enumerated() {
      guard let minute = Self.minute(time) else { continue }
      let weight = weights?[index] ?? 1
      let old = sums[minute] ?? (0, 0)
      sums[minute] = (old.value + weight * values[index], old.weight + weight)
    }
    let kept = sums.filter { $0.value.weight > 0 }.sorted { $0.key < $1.key }
    minutes = kept.map(\.key)
    self.values = kept.map { $0.value.value / $0.value.weight }
    self.weights = kept.map(\.value.weight)
  }

  init(minutes: [Int], values: [Double], weights: [Double]) {
    (self.minutes, self.values, self.weights) = (minutes, values, weights)
  }

  /// nil for what is no time within some 200,000 years.
  static func minute(_ days: Double) -> Int? {
    abs(days) < 1e8 ? Int((days * 1440).rounded()) : nil
  }

  /// The last place whose minute is not after this one; nil before the first. O(log n).
  func lastPlace(until minute: Int) -> Int? {
    var (low, high) = (0, minutes.count)
    while low < high {
      let middle = (low + high) / 2
      if minutes[middle] <= minute { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  var mean: Double {
    let total = weights.reduce(0, +)
    return total > 0 ? zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
  }

  /// Day, week or year: the one whose lag has the highest autocorrelation, at least 0.2, over at least 20 pairs. A day
  /// is possible only where rows are closer than a day.
  var detectedPeriodDays: Double? {
    var best: (correlation: Double, days: Double)?
    for days in [1.0, 7.0, 365.0] {
      guard let correlation = autocorrelation(lag: Int(days * 1440)), correlation >= 0.2 else { continue }
      let gap = zip(minutes.dropFirst(), minutes).map { $0 - $1 }.sorted()
      guard let typical = gap.isEmpty ? nil : gap[gap.count / 2], Double(typical) < days * 1440 else { continue }
      if correlation > best?.correlation ?? -1 { best = (correlation, days) }
    }
    return best?.days
  }

  private func autocorrelation(lag: Int) -> Double? {
    var (before, after): ([Double], [Double]) = ([], [])
    var earlier = 0
    for (index, minute) in minutes.enumerated() {
      while minutes[earlier] < minute - lag { earlier += 1 }
      guard minutes[earlier] == minute - lag else { continue }
      before.append(values[earlier])
      after.append(values[index])
    }
    return before.count >= 20 ? Correlation.pearson(before, after) : nil
  }
}

struct SeasonalNaiveModel: FittedModel, Equatable {
  let family = "seasonal-naive"
  let periodDays: Double
  /// Values of less than this before a row are not known when it is predicted.
  let leadDays: Double
  private(set) var series: SeasonalSeries
  private let phaseMeans: [Int: Double]
  private let mean: Double

  init(periodDays: Double, leadDays: Double = 0, series: SeasonalSeries) {
    (self.periodDays, self.leadDays, self.series, mean) = (periodDays, leadDays, series, series.mean)
    let period = max(1, Int((periodDays * 1440).rounded()))
    var sums: [Int: (value: Double, weight: Double)] = [:]
    for (index, minute) in series.minutes.enumerated() {
      let phase = Self.phase(minute, period)
      let old = sums[phase] ?? (0, 0)
      sums[phase] = (old.value + series.weights[index] * series.values[index], old.weight + series.weights[index])
    }
    phaseMeans = sums.mapValues { $0.value / $0.weight }
  }

  /// The model as it stands once these values are known too: a forecast one period ahead, which is how such a baseline
  /// is used. A row still takes values of at least one period and the lead before it only. The means stay those of
  /// training.
  func observing(_ later: SeasonalSeries) -> SeasonalNaiveModel {
    var known = Dictionary(uniqueKeysWithValues: zip(later.minutes, zip(later.values, later.weights)))
    for (minute, own) in zip(series.minutes, zip(series.values, series.weights)) { known[minute] = own }
    let sorted = known.sorted { $0.key < $1.key }
    var model = self
    model.series = SeasonalSeries(
      minutes: sorted.map(\.key), values: sorted.map(\.value.0), weights: sorted.map(\.value.1))
    return model
  }

  /// The hour within the period.
  private static func phase(_ minute: Int, _ period: Int) -> Int { ((minute % period) + period) % period / 60 }

  var facts: ModelFacts { ModelFacts(parametersPerPrediction: 1) }
  var importance: (measure: String, values: [(feature: String, value: Double)]) { ("", []) }

  func encode(_ columns: [StudyData.Column], times: [Double]?, rows: [Int]) throws(LearningError) -> EncodedRows {
    guard let times else { throw .model(reason: "a seasonal model needs the rows' times") }
    return EncodedRows(rowCount: rows.count, width: 0, values: [], times: rows.map { times[$0] })
  }

  func predict(_ rows: EncodedRows) throws(LearningError) -> Predictions {
    guard let times = rows.times else { throw .model(reason: "a seasonal model needs the rows' times") }
    return Predictions(outputCount: 1, values: times.map(value))
  }

  private func value(_ days: Double) -> Double {
    guard let minute = SeasonalSeries.minute(days) else { return mean }
    let period = max(1, Int((periodDays * 1440).rounded()))
    let lead = max(period, Int((leadDays * 1440).rounded(.up)))
    var earlier = minute - (lead + period - 1) / period * period
    // From one known minute to the next: there may be many periods between them, and each step passes one.
    while let place = series.lastPlace(until: earlier) {
      let known = series.minutes[place]
      if known == earlier { return series.values[place] }
      earlier -= (earlier - known + period - 1) / period * period
    }
    return phaseMeans[Self.phase(minute, period)] ?? mean
  }

  var document: JSONValue {
    [
      "family": .string(family), "period_days": .number(periodDays), "lead_days": .number(leadDays),
      "minutes": .array(series.minutes.map(JSONValue.count)), "values": .numbers(series.values),
      "weights": .numbers(series.weights),
    ]
  }

  init(_ reader: DocumentReader) throws(LearningError) {
    let minutes = try reader.numbers("minutes").compactMap { Int(exactly: $0) }
    let (values, weights) = (try reader.numbers("values"), try reader.numbers("weights"))
    let (period, lead) = (try reader.number("period_days"), try reader.number("lead_days"))
    guard minutes.count == values.count, minutes.count == weights.count, period > 0, period < 1e8, lead >= 0,
      lead < 1e8,
      zip(minutes, minutes.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .model(reason: "its series is damaged") }
    self.init(
      periodDays: period, leadDays: lead, series: SeasonalSeries(minutes: minutes, values: values, weights: weights))
  }
}
