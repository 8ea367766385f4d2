import RunModel
import Testing

@testable import DashboardLogic

/// How runs become the lines of a list.
@Suite struct RunArrangementTests {
  private func run(
    _ id: String, in parent: String? = nil, auc: [Double] = [], metric: MetricName = "val/auc",
    lr: Hyperparameter.Value? = nil
  ) -> RunSnapshot {
    var run = RunSnapshot(id: id, name: id, path: "/runs/\(id)")
    run.parent = parent.map { .init(id: $0, name: $0) }
    run.hyperparameters = lr.map { [.init(name: "lr", value: $0)] } ?? []
    var series = MetricSeries()
    for (step, value) in auc.enumerated() { series.record(step: Step(Int64(step)), wallTime: .nan, value: value) }
    run.metrics = auc.isEmpty ? [] : [.init(name: metric, series: series)]
    return run
  }

  private func lines(
    _ runs: [RunSnapshot], opened: Set<String> = [], closed: Set<String> = [],
    _ change: (inout RunListSettings) -> Void
  ) throws -> [String] {
    var settings = RunListSettings()
    change(&settings)
    var values = RunValues()
    let list = RunArrangement(
      runs, settings: settings, query: try RunQuery(parsing: settings.filter), opened: opened, closedGroups: closed,
      values: &values)
    return list.rows.map { row in
      switch row {
      case .run(let index): String(repeating: "  ", count: list.depths[index]) + list.listed[index].id
      case .group(let group): "[\(group.value ?? "-") \(group.count)]"
      }
    }
  }

  @Test func sortsByLastAndByBestWithTheUnknownLastEitherWay() throws {
    let runs = [run("a", auc: [0.9, 0.5]), run("b"), run("c", auc: [0.6, 0.7]), run("d", auc: [.nan])]
    #expect(try lines(runs) { $0.sort = .init(.last("val/auc"), isAscending: false) } == ["c", "a", "b", "d"])
    #expect(try lines(runs) { $0.sort = .init(.last("val/auc"), isAscending: true) } == ["a", "c", "b", "d"])
    #expect(try lines(runs) { $0.sort = .init(.best("val/auc"), isAscending: false) } == ["a", "c", "b", "d"])
    #expect(try lines(runs) { $0.sort = .init(.name, isAscending: false) } == ["d", "c", "b", "a"])
  }

  /// An accuracy of 0.9 is not better than an area of 0.8.
  @Test func valuesOfTheMainMetricsAreSortedMetricByMetric() throws {
    let runs = [
      run("a", auc: [0.8], metric: "val/accuracy"), run("b", auc: [0.9]), run("none"),
      run("c", auc: [0.95], metric: "val/accuracy"), run("d", auc: [0.7], metric: "val/accuracy"),
    ]
    #expect(try lines(runs) { $0.sort = .init(.headlineBest, isAscending: false) } == ["c", "a", "d", "b", "none"])
    #expect(try lines(runs) { $0.sort = .init(.headlineLast, isAscending: true) } == ["d", "a", "c", "b", "none"])
    #expect(try lines(runs) { $0.sort = .init(.name, isAscending: true) } == ["a", "b", "c", "d", "none"])
  }

  @Test func equalOnesStayInTheirOrderWhicheverWay() throws {
    let runs = ["a", "b", "c"].map { run($0, lr: .number(1)) }
    for isAscending in [true, false] {
      #expect(try lines(runs) { $0.sort = .init(.hyperparameter("lr"), isAscending: isAscending) } == ["a", "b", "c"])
    }
  }

  @Test func innerRunsAreSortedWithinTheirStudy() throws {
    let runs = [run("s"), run("t1", in: "s", auc: [0.1]), run("t2", in: "s", auc: [0.2]), run("x", auc: [0.15])]
    #expect(
      try lines(runs, opened: ["s"]) { $0.sort = .init(.last("val/auc"), isAscending: false) }
        == ["x", "s", "  t2", "  t1"])
  }

  @Test func aStudyStaysWhereARunInsideItFitsAndShowsThoseThatDo() throws {
    let runs = [run("s"), run("t1", in: "s", auc: [0.1]), run("t2", in: "s", auc: [0.9]), run("x", auc: [0.2])]
    #expect(try lines(runs, opened: ["s"]) { $0.filter = "val/auc>0.5" } == ["s", "  t2"])
    #expect(try lines(runs) { $0.filter = "val/auc>0.5" } == ["s"])
    // Found itself, it shows all that is inside.
    #expect(try lines(runs, opened: ["s"]) { $0.filter = "name:s -name:x -val/auc>0" } == ["s", "  t1", "  t2"])
  }

  @Test func aRunWhoseStudyIsNotKnownIsNotListed() throws {
    #expect(try lines([run("t", in: "gone"), run("a")]) { _ in } == ["a"])
  }

  @Test func groupsAreByValueNumbersFirstAndThoseWithoutLast() throws {
    let runs = [
      run("a", lr: .text("auto")), run("b", lr: .number(0.01)), run("c"), run("d", lr: .number(0.001)),
      run("e", lr: .number(0.01)),
    ]
    #expect(
      try lines(runs) { $0.groupedBy = "lr" } == [
        "[0.001 1]", "d", "[0.01 2]", "b", "e", "[auto 1]", "a", "[- 1]", "c",
      ])
    #expect(
      try lines(runs, closed: [#"lr="0.01""#]) { $0.groupedBy = "lr" } == [
        "[0.001 1]", "d", "[0.01 2]", "[auto 1]", "a", "[- 1]", "c",
      ])
  }

  @Test func aGroupSaysTheMeanOfTheLastAndTheBestOfTheBest() throws {
    let runs = [run("a", auc: [0.9, 0.4], lr: .number(1)), run("b", auc: [0.6, 0.7, .infinity], lr: .number(1))]
    var state = RunsState()
    var settings = RunListSettings()
    settings.groupedBy = "lr"
    settings.columns = [.last("val/auc"), .best("val/auc"), .state]
    state.arrange(by: settings)
    state.replace(with: WatchedRuns(runs: runs))
    let group = try #require(state.rows.first?.group)
    // The infinite last value of b is left out.
    #expect(group.summaries == [.last("val/auc"): 0.4, .best("val/auc"): 0.9])
  }

  @Test func aThousandRunsOfFortyMetricsAreArrangedQuickly() throws {
    let metrics = (0..<40).map { index -> RunSnapshot.Metric in
      var series = MetricSeries()
      for step in 0..<50 { series.record(step: Step(Int64(step)), wallTime: .nan, value: Double(step * index % 17)) }
      return .init(name: MetricName(index == 39 ? "val/auc" : "layer\(index)/norm"), series: series)
    }
    let runs = (0..<1_000).map { index -> RunSnapshot in
      var run = run("run-\(index)", lr: .number(Double(index % 4)))
      run.metrics = metrics
      return run
    }
    var state = RunsState()
    state.replace(with: WatchedRuns(runs: runs))
    var settings = RunListSettings()
    settings.filter = "val/auc>=0 lr<3"
    settings.sort = .init(.best("val/auc"), isAscending: false)
    state.arrange(by: settings)
    let duration = ContinuousClock().measure { state.replace(with: WatchedRuns(runs: runs)) }
    #expect(state.rows.count == 750)
    // 5 ms in a release build; debug builds are slower by a factor of ten and more.
    #expect(duration < .milliseconds(500))
    print("arranged in \(duration)")
  }
}
