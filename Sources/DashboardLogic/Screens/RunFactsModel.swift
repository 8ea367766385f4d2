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

  /// - Parameter health: a word on how it goes; nil while that cannot be told.
  init(_ run: RunSnapshot, secondsFromUTC: Int, health: String? = nil) {
    func fact(_ name: String, _ value: String?) -> Fact? {
      value.flatMap { $0.isEmpty ? nil : Fact(name: name, value: $0) }
    }
    let identity = run.identity
    // What its processes used last says nothing once they are gone.
    let live = run.state?.needsSupervisor == true ? run.resources : nil
    facts = [
      fact("health", health),
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
  }

  /// Names without what stands before their last `/`, where that still tells them apart.
  private static func shortNames(_ names: [String]) -> [String: String] {
    let last = names.map { name in name.split(separator: "/").last.map(String.init) ?? name }
    let counts = Dictionary(grouping: last, by: \.self).mapValues(\.count)
    return Dictionary(zip(names, last).map { ($0, counts[$1] == 1 ? $1 : $0) }) { first, _ in first }
  }

  /// Facts, then hyperparameters; a value that is too long goes on in the next rows where there is room for all.
  public func table(columns: Int, rows room: Int) -> TableModel {
    let all = facts + hyperparameters
    let names = all.map { min(16, HarmlessText.columns(of: HarmlessText.make($0.name))) }.max() ?? 0
    let wrapped = all.map { StyledText($0.value).wrapped(columns: max(6, columns - max(names, 6) - 2)) }
    let whole = zip(all, wrapped).flatMap { fact, rows in
      rows.enumerated().map { [TableModel.Cell.text($0 == 0 ? fact.name : "", .textDim), .text($1)] }
    }
    let short = all.map { [TableModel.Cell.text($0.name, .textDim), .text($0.value)] }
    return TableModel(
      columns: [
        .init("", minimum: 6, maximum: 16, truncation: .middle),
        .init("", minimum: 6, isFlexible: true, truncation: .middle),
      ], rows: whole.count <= room ? whole : short, emptyText: "nothing else is known")
  }
}
