import RunModel
import Statistics
import Testing

@testable import DashboardLogic

extension SeededGenerator {
  /// Of any magnitude and sign.
  mutating func anyDouble() -> Double {
    while true {
      let value = Double(bitPattern: next())
      if value.isFinite { return value }
    }
  }
}

@Suite struct ChartScaleTests {
  @Test(arguments: ValueScaleKind.allCases) func placesFollowTheOrderOfTheValues(_ kind: ValueScaleKind) {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      var ends = [random.anyDouble(), random.anyDouble()].sorted()
      if kind == .log { ends = ends.map { max($0.magnitude, 1e-300) }.sorted() }
      guard ends[0] < ends[1] else { continue }
      let transform = ValueTransform(kind, linearBelow: max(ends[1].magnitude * 1e-4, 1e-300))
      let scale = ValueScale(ends[0]...ends[1], places: 97, transform: transform)
      #expect(scale.place(ends[0]) == 0, "\(ends)")
      #expect(scale.place(ends[1]) == 96 || transform.forward(ends[0]) == transform.forward(ends[1]), "\(ends)")
      let values = (0..<8).map { _ in random.anyDouble() }.sorted()
      let places = values.map(scale.place)
      #expect(places == places.sorted() && places.allSatisfy { (0..<97).contains($0) }, "\(ends) \(values)")
      #expect(scale.place(.nan) == 0)
    }
  }

  @Test func logarithmsStandAtEqualDistancesByDecade() {
    let log = ValueScale(0.01...100, places: 5, transform: ValueTransform(.log))
    #expect([0.01, 0.1, 1, 10, 100, 0, -3].map(log.place) == [0, 1, 2, 3, 4, 0, 0])
    let symlog = ValueScale(-999...999, places: 7, transform: ValueTransform(.symlog, linearBelow: 1))
    #expect([-999, -99, -9, 0, 9, 99, 999].map(symlog.place) == [0, 1, 2, 3, 4, 5, 6])
  }

  @Test func transformsAreUndoneByTheirInverse() {
    var random = SeededGenerator(seed: 3)
    for kind in ValueScaleKind.allCases {
      for _ in 0..<1_000 {
        let value = kind == .log ? random.anyDouble().magnitude : random.anyDouble()
        guard value.magnitude > 1e-290, value.magnitude < 1e290 else { continue }
        let transform = ValueTransform(kind, linearBelow: 1e-3)
        let back = transform.inverse(transform.forward(value))
        #expect((back / value - 1).magnitude < 1e-9, "\(kind) \(value) \(back)")
      }
    }
  }

  /// Numbers of 64 bits are rounded as doubles.
  @Test func thePositionsOfARangeAreInItsColumnsHoweverLarge() {
    for end in [Int64.max, 1_000_000_000_000_000_000] {
      let scale = HorizontalScale(end - 7...end, columns: 80)
      #expect((end - 7...end).allSatisfy { (0..<80).contains(scale.column(of: $0)) })
      #expect(scale.column(of: end - 100_000) == -1)
    }
  }

  @Test func columnsDivideARangeWithoutGapsWhateverItsWidth() {
    var random = SeededGenerator(seed: 11)
    for round in 0..<1_000 {
      let shift = Int64.random(in: 0...62, using: &random)
      let ends = [0, 1].map { _ in Int64.random(in: .min ... .max, using: &random) >> shift }.sorted()
      let scale = HorizontalScale(
        ends[0]...ends[1], columns: Int.random(in: 1...300, using: &random), isLog: round % 2 == 0)
      let starts = (0...scale.columns).map { scale.start(of: $0) }
      #expect(starts == starts.sorted() && starts[0] == scale.range.lowerBound)
      #expect(scale.range.upperBound == .max || starts[scale.columns] == scale.range.upperBound + 1)
      for _ in 0..<5 {
        let position = Int64.random(in: scale.range, using: &random)
        let column = scale.column(of: position)
        #expect((0..<scale.columns).contains(column), "\(ends) \(position) \(column)")
        #expect(scale.range.contains(scale.position(atColumn: column)))
      }
    }
  }

  @Test func zoomingOutAsFarAsOneZoomedInShowsAllAgain() {
    let whole = Int64(0)...100_000
    for isLog in [false, true] {
      let scale = HorizontalScale(whole, columns: 100, isLog: isLog)
      let inside = scale.changed(by: 0.5, around: 0.3, within: whole) ?? whole
      #expect(inside.lowerBound > 0 && inside.upperBound < 100_000)
      let again = HorizontalScale(inside, columns: 100, isLog: isLog).changed(by: 4, around: 0.3, within: whole)
      #expect(again.map { $0.lowerBound <= 1 && $0.upperBound == 100_000 } ?? true)
    }
    let narrow = HorizontalScale(5...6, columns: 10)
    #expect(narrow.changed(by: 0.01, within: whole).map { $0.lowerBound < $0.upperBound } == true)
  }
}

@Suite struct AxisLabelTests {
  @Test func labelsOfValuesNeverTouchAndNeverVanish() {
    var random = SeededGenerator(seed: 21)
    for round in 0..<3_000 {
      let kind = ValueScaleKind.allCases[round % 3]
      var ends = [random.anyDouble(), random.anyDouble()].sorted()
      if round % 5 == 0 { ends[1] = ends[0] + ends[0].magnitude * 1e-3 }
      if kind == .log { ends = ends.map(\.magnitude).sorted() }
      guard ends[0] < ends[1], ends[1].isFinite, kind != .log || ends[0] > 0 else { continue }
      let transform = ValueTransform(kind, linearBelow: max(ends[1].magnitude * 1e-5, 1e-300))
      let values = VisibleValues(range: ends[0]...ends[1], transform: transform)
      let rows = Int.random(in: 1...60, using: &random)
      let labels = AxisLabels.values(values, rows: rows, dotsPerRow: 4).labels
      #expect(!labels.isEmpty, "\(kind) \(ends) \(rows)")
      #expect(labels.allSatisfy { (0..<rows).contains($0.cell) })
      #expect(zip(labels, labels.dropFirst()).allSatisfy { $0.cell - $1.cell >= (kind == .linear ? 2 : 1) })
      #expect(Set(labels.map(\.text)).count == labels.count, "\(kind) \(ends) \(labels)")
    }
  }

  @Test func labelsOfPositionsNeverTouchAndNeverVanish() {
    var random = SeededGenerator(seed: 22)
    for round in 0..<3_000 {
      let axis = ChartXAxis.allCases[round % 4]
      let shift = Int64.random(in: 0...62, using: &random)
      let ends = [0, 1].map { _ in Int64.random(in: .min ... .max, using: &random) >> shift }.sorted()
      var model = LineChartModel(title: "", lines: [], xAxis: axis)
      (model.hasLogX, model.secondsFromUTC) = (round % 3 == 0, 3_600)
      let room = Int.random(in: 24...200, using: &random)
      let scale = HorizontalScale(ends[0]...ends[1], columns: room * 2, isLog: model.hasLogX && axis != .wallTime)
      let labels = AxisLabels.positions(model, scale, name: "", columnsPerCell: 2).labels
      #expect(!labels.isEmpty, "\(axis) \(ends) \(room)")
      #expect(labels.allSatisfy { $0.cell >= 0 && $0.cell + $0.text.count <= room })
      let isFree = zip(labels, labels.dropFirst()).allSatisfy { $0.cell + $0.text.count + 2 <= $1.cell }
      #expect(isFree, "\(axis) \(ends) \(labels)")
    }
  }

  private func positions(_ axis: ChartXAxis, _ range: ClosedRange<Int64>, isLog: Bool = false, room: Int = 60)
    -> [String]
  {
    var model = LineChartModel(title: "", lines: [], xAxis: axis)
    (model.hasLogX, model.secondsFromUTC) = (isLog, 3_600)
    let scale = HorizontalScale(range, columns: room * 2, isLog: isLog)
    return AxisLabels.positions(model, scale, name: "", columnsPerCell: 2).labels.map(\.text)
  }

  private let second: Int64 = 1_000_000

  @Test func timesAreCountedInUnitsPeopleKnow() {
    #expect(positions(.relativeTime, 0...90 * second) == ["0", "15s", "30s", "45s", "1m", "1m15s", "1m30s"])
    #expect(positions(.relativeTime, 0...5_400 * second, room: 40) == ["0", "30m", "1h", "1h30m"])
    #expect(positions(.relativeTime, 0...4 * 86_400 * second, room: 30) == ["0", "1d", "2d", "3d", "4d"])
    // 2026-11-21 12:30 UTC, seen an hour further east.
    let noon = 1_795_264_200 * second
    #expect(
      positions(.wallTime, noon...noon + 7_200 * second, room: 44) == ["13:30", "14:00", "14:30", "15:00", "15:30"])
    #expect(positions(.wallTime, noon...noon + 20 * second, room: 30).first == "13:30:00")
    #expect(
      positions(.wallTime, noon...noon + 4 * 86_400 * second, room: 40) == ["Nov 22", "Nov 23", "Nov 24", "Nov 25"])
  }

  @Test func logarithmicAxesCountInDecades() {
    #expect(positions(.step, 1...1_000_000, isLog: true, room: 60) == ["1", "10", "100", "1k", "10k", "100k", "1M"])
    #expect(positions(.step, 1...100, isLog: true, room: 40) == ["1", "2", "5", "10", "20", "50", "100"])
    let values = VisibleValues(range: 1e-6...1, transform: ValueTransform(.log))
    #expect(
      AxisLabels.values(values, rows: 14, dotsPerRow: 4).labels.map(\.text) == [
        "1e-6", "1e-5", "1e-4", "0.001", "0.01", "0.1", "1",
      ])
    let symmetric = VisibleValues(range: -150...150, transform: ValueTransform(.symlog))
    #expect(
      AxisLabels.values(symmetric, rows: 30, dotsPerRow: 4).labels.map(\.text) == [
        "-100", "-10", "-1", "0", "1", "10", "100",
      ])
  }
}
