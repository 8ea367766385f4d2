import ArgumentParser
import Glibc
import JSONText
import RunModel

struct Export: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, jsonl }

  static let configuration = CommandConfiguration(
    abstract: "Print every point of a run: metric, step, wall_time, value.",
    discussion: "Values are exact; nan, inf and -inf stand for themselves. wall_time is seconds since 1970, or empty.")

  @OptionGroup var target: RunArgument
  @Option(help: ArgumentHelp("Only metrics whose name fits, such as 'val/*'.", valueName: "glob"))
  var metric: [String] = []
  @Option(help: "csv or jsonl.") var format = Format.csv

  func run() throws {
    let run = try target.find()
    let chosen = run.metrics.filter { name in
      metric.isEmpty || metric.contains { fnmatch($0, name.name.rawValue, 0) == 0 }
    }
    if chosen.isEmpty, !metric.isEmpty {
      let names = run.metrics.prefix(12).map(\.name.rawValue).joined(separator: ", ")
      throw CommandFailure(.noInput, "\(run.id): no metric fits \(metric.joined(separator: ", ")); it has \(names)")
    }
    var output = ExportOutput(format: format)
    for metric in chosen { output.add(metric) }
    output.flush()
    if run.damage.count > 0 {
      let first = run.damage.entries.first.map { ", first \($0.file) at byte \($0.byteOffset): \($0.reason)" } ?? ""
      StandardStreams.printError("pitwall: \(run.id): \(run.damage.count) damaged records left out\(first)")
    }
  }
}

/// Writes points in blocks.
private struct ExportOutput {
  let format: Export.Format
  /// A terminal never gets a control character, whatever a metric is called; a file gets the exact name.
  private let isHarmless = StandardStreams.isOutputTerminal
  private var block = ""

  init(format: Export.Format) {
    self.format = format
    if format == .csv { block = "metric,step,wall_time,value\n" }
  }

  mutating func add(_ metric: RunSnapshot.Metric) {
    let series = metric.series
    let name =
      format == .csv ? CSVText.field(metric.name.rawValue) : JSONValue.string(metric.name.rawValue).serialized()
    for index in 0..<series.count {
      let point = series[index]
      switch format {
      case .csv:
        let time = point.wallTime.map { "\($0.secondsSince1970)" } ?? ""
        append("\(name),\(point.step.rawValue),\(time),\(point.value)")
      case .jsonl:
        let time = point.wallTime.map { JSONValue.number($0.secondsSince1970).serialized() } ?? "null"
        let value = JSONValue.number(point.value).serialized()
        append("{\"metric\":\(name),\"step\":\(point.step.rawValue),\"wall_time\":\(time),\"value\":\(value)}")
      }
    }
  }

  private mutating func append(_ line: String) {
    block += line
    block += "\n"
    if block.utf8.count > 1 << 16 { flush() }
  }

  mutating func flush() {
    if isHarmless {
      for line in block.split(separator: "\n") { StandardStreams.printLine(String(line)) }
    } else {
      StandardStreams.write(block, to: STDOUT_FILENO)
    }
    block = ""
  }
}
