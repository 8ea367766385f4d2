import Glibc
import HyperparameterSearch
import StudyModel
import Tables
import Testing

@testable import Learning

@Suite struct BaselineLearnerTests {
  @Test func thePriorIsTheWeightedShare() throws {
    let data = SampleRows.plain([[1, 2, 3, 4]], classes: [0, 1, 1, 0], weights: [1, 1, 4, 2])
    let model = try PriorLearner().fit(data, rows: [0, 1, 2, 3], settings: Assignment(), seed: 1)
    #expect(try model.predict([], rows: [7]).values == [5.0 / 8])
  }

  @Test func theFeatureThatDecidesIsFoundAndNamed() throws {
    for task in StudyTask.allCases {
      let data = SampleRows.make(task, rows: 600)
      let model = try OneFeatureLearner().fit(data, rows: Array(0..<600), settings: Assignment(), seed: 1)
      #expect((model as? OneFeatureModel)?.feature == "x")
      #expect(model.importance.values.map(\.feature) == ["x"])
    }
  }

  @Test func missingCellsOfTheOneFeatureHaveTheirOwnBin() throws {
    let cells = (0..<200).map { $0 % 4 == 0 ? Double.nan : Double($0 % 7) }
    let data = SampleRows.plain([cells], classes: (0..<200).map { $0 % 4 == 0 ? 1 : 0 })
    let model = try OneFeatureLearner().fit(data, rows: Array(0..<200), settings: Assignment(), seed: 1)
    let values = try model.predict(data.columns, rows: [0, 1]).values
    #expect(values[0] > 0.9 && values[1] < 0.1)
  }

  private func series(_ values: [Double], days: Double) -> StudyData {
    var data = StudyData(columns: [], target: .numbers(values))
    data.times = values.indices.map { 18_000 + Double($0) * days }
    return data
  }

  @Test func aWeekIsDetectedAndRepeated() throws {
    let values = (0..<28 * 24).map { hour -> Double in
      let level = hour / 24 % 7 < 5 ? 100.0 : 0.0
      return level + Double(hour % 24) + sin(Double(hour) * 1.7)
    }
    let data = series(values, days: 1.0 / 24)
    let training = Array(0..<21 * 24)
    let model = try SeasonalNaiveLearner().fit(data, rows: training, settings: Assignment(), seed: 1)
    #expect((model as? SeasonalNaiveModel)?.periodDays == 7)
    let held = Array(21 * 24..<28 * 24)
    let found = try model.predict(data.columns, times: data.times, rows: held).values
    #expect(found == held.map { values[$0 - 7 * 24] })
    let read = try ModelFile.read(ModelFile.bytes(model))
    #expect(try read.predict([], times: data.times, rows: held).values == found)
  }

  @Test func gapsGoBackFurtherThenToTheHourThenToTheMean() throws {
    let data = series([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], days: 0.25)
    // The row a day before the last is not trained on: two days before is.
    let times = try #require(data.times)
    let known = SeasonalSeries(times: Array(times[..<5]), values: [1, 2, 3, 4, 5], weights: nil)
    let model = SeasonalNaiveModel(periodDays: 1, series: known)
    #expect(try model.predict([], times: data.times, rows: [9, 8]).values == [2, 5])
    // Times off the grid take their hour's mean; hours without a row the mean of all, which is also that of NaN.
    #expect(try model.predict([], times: [18_002.01, 18_002.1, .nan], rows: [0, 1, 2]).values == [3, 3, 3])
  }

  @Test func whatIsNotKnownYetIsNotTaken() throws {
    let data = series([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], days: 0.5)
    let times = try #require(data.times)
    let known = SeasonalSeries(times: times, values: data.numbers, weights: nil)
    for (lead, found) in [(0.0, [8.0, 7]), (1, [8, 7]), (1.5, [6, 5]), (2, [6, 5])] {
      let model = SeasonalNaiveModel(periodDays: 1, leadDays: lead, series: known)
      #expect(try model.predict([], times: times, rows: [9, 8]).values == found, "\(lead)")
      let read = try ModelFile.read(ModelFile.bytes(model))
      #expect(try read.predict([], times: times, rows: [9, 8]).values == found)
    }
  }

  /// A hundred and fifty thousand years between two rows: stepping through them day by day would take for ever.
  @Test(.timeLimit(.minutes(1))) func farApartTimesAreJumpedOver() throws {
    let near = SeasonalSeries(times: [-9e7, 0, 1, 9e7], values: [1, 2, 3, 4], weights: nil)
    let model = SeasonalNaiveModel(periodDays: 1, series: near)
    let rows = EncodedRows(
      rowCount: 2000, width: 0, values: [], times: (0..<2000).map { Double($0) + ($0 < 1000 ? 2 : 8e7) })
    #expect(try Set(model.predict(rows).values) == [3])
    // Half a day beside: no such minute, nor hour of the day.
    let beside = EncodedRows(rowCount: 1, width: 0, values: [], times: [8e7 + 0.5])
    #expect(try model.predict(beside).values == [2.5])
  }

  @Test func withoutTimesOrASeasonItIsRefused() {
    var data = SampleRows.make(.regression)
    func reason() -> String {
      do throws(LearningError) {
        _ = try SeasonalNaiveLearner().fit(data, rows: Array(0..<300), settings: Assignment(), seed: 1)
        return "fitted"
      } catch { return error.message }
    }
    #expect(reason().contains("needs a numeric target and a time column"))
    data.times = (0..<300).map { Double($0) * 1.37 }
    #expect(reason().contains("no day, week or year repeats itself"))
  }

  @Test(.enabled(if: SampleRows.hasPublicData)) func bikeHoursRepeatByTheWeek() throws {
    let whole = try SampleRows.read("bike_hourly.csv", target: "cnt", task: .regression)
    var (data, times) = (whole, [Double]())
    for column in whole.columns {
      if column.name == "dteday", case .date(let days) = column.values { times = days }
    }
    if let column = whole.columns.first(where: { $0.name == "hr" }), case .numeric(let hours) = column.values {
      times = zip(times, hours).map { $0 + $1 / 24 }
    }
    data.times = times
    // The first year trains, the second is forecast a week ahead.
    let training = data.numbers.indices.filter { times[$0] < 15_340 }
    let held = data.numbers.indices.filter { times[$0] >= 15_340 }
    let fitted = try SeasonalNaiveLearner().fit(data, rows: training, settings: Assignment(), seed: 1)
    let model = try #require(fitted as? SeasonalNaiveModel)
    #expect(model.periodDays == 7)
    let later = SeasonalSeries(times: held.map { times[$0] }, values: held.map { data.numbers[$0] }, weights: nil)
    let found = try model.observing(later).predict([], times: times, rows: held).values
    let errors = zip(found, held).map { ($0 - data.numbers[$1]) * ($0 - data.numbers[$1]) }
    #expect(abs(sqrt(mean(errors)) - 103.8) < 0.3)
  }
}
