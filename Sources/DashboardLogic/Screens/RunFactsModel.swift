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

  init(_ run: RunSnapshot, secondsFromUTC: Int) {
    func fact(_ name: String, _ value: String?) -> Fact? {
      value.flatMap { $0.isEmpty ? nil : Fact(name: name, value: $0) }
    }
    let identity = run.identity
    facts = [
      fact("format", run.formats.joined(separator: "+")),
      fact("started", identity?.created.map { ClockTime.dateAndTime($0, secondsFromUTC: secondsFromUTC) }),
      fact("by", identity?.user.map { user in identity?.host.map { "\(user)@\($0)" } ?? user }),
      fact("command", identity?.argv.joined(separator: " ")),
      fact("commit", identity?.gitCommit.map { String($0.prefix(12)) }),
      fact("seed", identity?.seed.map(String.init)),
      fact("attempt", run.status.map { $0.attempt > 1 ? "\($0.attempt)" : "" }),
      fact("checkpoints", run.checkpoints.isEmpty ? nil : "\(run.checkpoints.count)"),
      fact("processes", run.resources.map { "\($0.processCount)" }),
      fact("CPU", run.resources.map { "\(NumberFormat.fixed($0.cpuPercent, decimals: 0)) %" }),
      fact("memory", run.resources.map { NumberFormat.bytes($0.residentBytes) }),
    ].compactMap(\.self)
    hyperparameters = run.hyperparameters.map { parameter in
      let value =
        switch parameter.value {
        case .number(let number): NumberFormat.significant(number)
        case .text(let text): text
        case .flag(let flag): flag ? "yes" : "no"
        }
      return Fact(name: parameter.name, value: value)
    }
  }

  /// Facts, then settings.
  public var table: TableModel {
    let rows = (facts + hyperparameters).map { [TableModel.Cell.text($0.name, .textDim), .text($0.value)] }
    return TableModel(
      columns: [
        .init("", minimum: 6, maximum: 16, truncation: .middle), .init("", minimum: 6, isFlexible: true, truncation: .middle),
      ], rows: rows, emptyText: "nothing else is known")
  }
}
