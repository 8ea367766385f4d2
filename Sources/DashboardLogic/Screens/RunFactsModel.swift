import RunModel
import TerminalModel

/// What is known about the selected run besides its curves: where it comes from, how it was started, its settings.
public struct RunFactsModel: Sendable {
  public struct Fact: Equatable, Sendable {
    public var name: String
    public var value: String
  }
  /// Empty when nothing is known.
  public var facts: [Fact]
  public var hyperparameters: [Fact]
  /// As many as could have room.
  public var metrics: [MetricFact]
  public var metricCount: Int
  /// Norms of single layers, which are counted instead: the charts and Gradients have them.
  public var layerNormCount: Int

  /// - Parameters:
  ///   - health: a word on how it goes; nil while that cannot be told.
  ///   - isGrowing: whether points are coming.
  ///   - rows: of metrics, at most.
  init(
    _ run: RunSnapshot, secondsFromUTC: Int, health: String? = nil, isGrowing: Bool = false, metricRows rows: Int = 0
  ) {
    func fact(_ name: String, _ value: String?) -> Fact? {
      value.flatMap { $0.isEmpty ? nil : Fact(name: name, value: $0) }
    }
    let identity = run.identity
    // What its processes used last says nothing once they are gone.
    let live = run.state?.needsSupervisor == true ? run.resources : nil
    let ended = run.hasEnded ? run.status?.since : nil
    facts = [
      fact("health", health),
      fact("ended", ended.map { ClockTime.dateAndTime($0, secondsFromUTC: secondsFromUTC) }),
      fact("reason", run.hasEnded || run.state == .lost ? run.fullReason : nil),
      fact("format", run.formats.joined(separator: "+")),
      fact("started", identity?.created.map { ClockTime.dateAndTime($0, secondsFromUTC: secondsFromUTC) }),
      fact("by", identity?.user.map { user in identity?.host.map { "\(user)@\($0)" } ?? user }),
      fact("command", identity?.argv.joined(separator: " ")),
      fact("commit", identity?.gitCommit.map { String($0.prefix(12)) }),
      fact("seed", identity?.seed.map(String.init)),
      fact("attempt", run.status.map { $0.attempt > 1 ? "\($0.attempt)" : "" }),
      fact("checkpoints", run.checkpoints.isEmpty ? nil : "\(run.checkpoints.count)"),
      fact("processes", live.map { "\($0.processCount)" }),
      fact("CPU", live.map { "\(NumberFormat.fixed($0.cpuPercent, decimals: 0)) %" }),
      fact("memory", live.map { NumberFormat.bytes($0.residentBytes) }),
      fact("damaged", run.damage.entries.first.map { "\($0.file), byte \($0.byteOffset): \($0.reason)" }),
    ].compactMap(\.self)
    let shortNames = Self.shortNames(run.hyperparameters.map(\.name))
    hyperparameters = run.hyperparameters.map { parameter in
      let value =
        switch parameter.value {
        case .number(let number): NumberFormat.significant(number)
        case .text(let text): text
        case .flag(let flag): flag ? "yes" : "no"
        }
      return Fact(name: shortNames[parameter.name] ?? parameter.name, value: value)
    }
    // The newest values of a growing run would change with every point; the charts have them.
    let told = run.metrics.filter { (!isGrowing || $0.direction != nil) && LayerNormName($0.name) == nil }
    metricCount = told.count
    layerNormCount = isGrowing ? 0 : run.metrics.count - told.count
    metrics = told.prefix(max(0, rows)).map { MetricFact($0, hasLast: !isGrowing) }
  }

  /// Names without what stands before their last `/`, where that still tells them apart.
  private static func shortNames(_ names: [String]) -> [String: String] {
    let last = names.map { name in name.split(separator: "/").last.map(String.init) ?? name }
    let counts = Dictionary(grouping: last, by: \.self).mapValues(\.count)
    return Dictionary(zip(names, last).map { ($0, counts[$1] == 1 ? $1 : $0) }) { first, _ in first }
  }

  /// Facts, then hyperparameters; a value that is too long goes on in the next rows as far as there is room, health first.
  public func table(columns: Int, rows room: Int) -> TableModel {
    let all = facts + hyperparameters
    let names = all.map { min(16, HarmlessText.columns(of: HarmlessText.make($0.name))) }.max() ?? 0
    let wrapped = all.map { StyledText($0.value).wrapped(columns: max(6, columns - max(names, 6) - 2)) }
    var spare = room - all.count
    let shown = zip(all, wrapped).flatMap { fact, rows -> [[TableModel.Cell]] in
      guard rows.count - 1 <= spare else { return [[.text(fact.name, .textDim), .text(fact.value)]] }
      spare -= rows.count - 1
      return rows.enumerated().map { [.text($0 == 0 ? fact.name : "", .textDim), .text($1)] }
    }
    return TableModel(
      columns: [
        .init("", minimum: 6, maximum: 16, truncation: .middle),
        .init("", minimum: 6, isFlexible: true, truncation: .middle),
      ], rows: shown, emptyText: "nothing else is known")
  }

  /// What the metrics have come to, below the facts; nil where none has room there.
  public func metricTable(columns: Int, rows room: Int) -> TableModel? {
    let more = layerNormCount > 0 && room > 3 ? "+\(layerNormCount) per layer" : ""
    let count = min(metrics.count, room - (more.isEmpty ? 1 : 2))
    guard count > 0, columns >= 24 else { return nil }
    let shown = metrics.prefix(count)
    let place = (0..<count).place(of: metricCount)
    let values = [("last", \MetricFact.last), ("best", \MetricFact.best)].filter { _, path in
      shown.contains { !$0[keyPath: path].isEmpty }
    }
    let widths = values.map { title, path in shown.reduce(title.count) { max($0, $1[keyPath: path].count) } }
    let names = ShortName.make(shown.map(\.name), columns: columns - widths.reduce(0) { $0 + $1 + 2 })
    return TableModel(
      columns: [.init(place.isEmpty ? "metrics" : place, minimum: 6, isFlexible: true)]
        + zip(values, widths).map { .init($0.0, alignment: .right, minimum: $1, maximum: $1) },
      rows: zip(shown, names).map { metric, name in
        [.text(name.text, .textDim)] + values.map { .text(metric[keyPath: $0.1]) }
      } + (more.isEmpty ? [] : [[.text(more, .textDim)]]))
  }

  /// What a metric has come to.
  public struct MetricFact: Equatable, Sendable {
    public var name: String
    /// Empty where it is not told.
    public var last: String
    /// Empty where the name does not tell which way is better, and of a single value.
    public var best: String

    /// Of a value.
    static let columns = 8

    init(_ metric: RunSnapshot.Metric, hasLast: Bool) {
      let lastValue = hasLast ? metric.series.last?.value : nil
      let bestValue = hasLast && metric.series.count < 2 ? nil : metric.direction?.best(of: metric.series)?.value
      name = metric.name.rawValue
      (last, best) = (
        lastValue.map { Self.words($0, beside: bestValue) } ?? "",
        bestValue.map { Self.words($0, beside: lastValue) } ?? ""
      )
    }

    /// With as many decimals as the value beside it where both have room.
    private static func words(_ value: Double, beside other: Double?) -> String {
      let texts = [value, other].compactMap { $0.map { NumberFormat.significant($0) } }
      let decimals = texts.map { $0.split(separator: ".").dropFirst().first?.count ?? 0 }.max() ?? 0
      let lined = NumberFormat.fixed(value, decimals: decimals, grouped: true)
      if !texts.contains(where: { $0.contains("e") }), lined.count <= columns { return lined }
      return texts[0].count <= columns ? texts[0] : NumberFormat.fitting(value, columns: columns)
    }
  }
}
