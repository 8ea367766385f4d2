import ArgumentParser
import FileAccess
import Glibc
import JSONText
import RunModel
import Specification
import StudyModel
import StudyReport

struct Report: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, json }

  static let configuration = CommandConfiguration(
    abstract: "Print a study's answer: which model, how good, why, what worries, and what to do next.",
    discussion: """
      The first page holds the decision, five numbers with intervals, the comparison, the threshold of use, the three \
      gravest warnings, the criteria, what cannot be told and how to answer; --all adds the details, which Markdown \
      and JSON always have. Every number names the run it comes from. A study that still runs or has \
      failed reports what is known. docs/report.md explains each number.
      """)

  @OptionGroup var target: RunArgument
  @Flag(help: "The details too, not the first page alone.") var all = false
  @Option(help: "text, markdown or json.") var format = Format.text
  @Option(
    help: "One section alone: \(TopicReport.Topic.allCases.map(\.rawValue).joined(separator: ", ")).",
    transform: Self.topic)
  var topic: TopicReport.Topic?
  @Option(help: "Columns of the text, at least 60; by default those of the terminal, else 100.") var width: Int?

  func validate() throws {
    if let width, width < 60 { throw ValidationError("--width is at least 60") }
  }

  func run() throws {
    let report = try StudyReport(
      run: target.find(), arguments: [target.run] + (target.runs.map { ["--runs", $0] } ?? []))
    let part = topic.map { StudyReport.Part.topic($0) } ?? (all || format != .text ? .whole : .firstPage)
    if let topic, !report.records.topics.contains(where: { $0.topic == topic }) {
      throw Self.notExamined(topic, report)
    }
    switch format {
    case .text: Self.printText(report, width: width, part: part)
    case .markdown: StandardStreams.print(report.markdown(part), terminator: "")
    case .json:
      do {
        let json = try topic.flatMap { topic throws(JSONFieldError) in try report.json(of: topic) } ?? report.json()
        StandardStreams.print(json.serialized(pretty: true))
      } catch {
        throw CommandFailure(.damagedInput, "\(report.run.path): \(error)")
      }
    }
    if let first = report.records.damage.first {
      StandardStreams.printError(
        "pitwall: \(report.run.id): \(NumberText.count(report.records.damage.count, of: "damaged record")) left out, "
          + "first metrics.jsonl at line \(first.line): \(first.reason)")
    }
  }

  /// - Parameter width: in columns; nil: the terminal's, else 100.
  static func printText(_ report: StudyReport, width forced: Int?, part: StudyReport.Part = .whole) {
    PageOutput.print { width, isASCII in report.lines(width: forced ?? width, isASCII: isASCII, part: part) }
  }

  private static func topic(_ word: String) throws -> TopicReport.Topic {
    guard let topic = TopicReport.Topic(rawValue: word) else {
      let known = TopicReport.Topic.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("there is no topic \(word); known are \(known)")
    }
    return topic
  }

  private static func notExamined(_ topic: TopicReport.Topic, _ report: StudyReport) -> CommandFailure {
    let known = report.records.topics.map(\.topic.rawValue)
    return CommandFailure(
      .noInput,
      "\(report.run.id): nothing is known about its \(topic.rawValue); "
        + (known.isEmpty
          ? "the chosen model has not been examined" : "it has been examined for \(NumberText.list(known))"))
  }
}

extension StudyReport {
  /// Reads the records of a run that `pitwall` found.
  /// - Parameter arguments: how a command finds it; nil: by its path.
  init(run: RunSnapshot, arguments: [String]? = nil) throws {
    let path = "\(run.path)/metrics.jsonl"
    let records: StudyRecords
    do {
      records = Files.exists(path) ? StudyRecords(lines: try Files.read(path)) : StudyRecords([])
    } catch {
      throw CommandFailure(file: error)
    }
    let name = Self.specifiedName(run.path)
    if records.isEmpty, let first = records.damage.first {
      throw CommandFailure(
        .damagedInput, "\(path): no record of a study can be read; line \(first.line): \(first.reason)")
    }
    if records.isEmpty, name == nil { throw Self.noStudy(run.path) }
    self.init(
      run: .init(
        id: run.id, path: run.path, state: run.state, reason: run.stateReason, name: name,
        lastWords: run.console.lastWords, decision: run.standingDecision, request: run.openApprovalRequest,
        arguments: arguments, secondsFromUTC: LocalTime.secondsFromUTC),
      records: records)
  }

  /// The name in the run's own specification, by which a study is known before it has read its data; nil where there is
  /// none of a study.
  private static func specifiedName(_ run: String) -> String? {
    let path = "\(run)/spec.yaml"
    guard Files.exists(path), let (document, _) = try? SpecificationFile.readDocument(path),
      case .study(let study) = document
    else { return nil }
    return study.name
  }

  private static func noStudy(_ path: String) -> CommandFailure {
    CommandFailure(
      .noInput, "\(path): is no study; `pitwall launch SPEC` starts one, with a specification that names no model")
  }
}
