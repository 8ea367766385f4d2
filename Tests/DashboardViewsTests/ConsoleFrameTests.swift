import DashboardLogic
import DashboardViews
import RunModel
import TerminalModel
import TestSupport
import Testing

/// The console and the resources with all that they can show.
@Suite struct ConsoleFrameTests {
  static let sizes = [(40, 10), (80, 24), (140, 42), (220, 60)].map { Size(columns: $0.0, rows: $0.1) }

  @Test(arguments: sizes) func theEndInTheProgramsColours(_ size: Size) {
    check(Self.state(size, keys: ["8"]), "console-end-\(size)")
  }

  @Test(arguments: sizes) func aSearchInAWrappedConsole(_ size: Size) {
    check(Self.state(size, keys: ["8", "W", "/", "t", "o", "o", "k", "enter", "N"]), "console-search-\(size)")
  }

  @Test func errorsOnly() {
    check(Self.state(Size(columns: 80, rows: 24), keys: ["8", "L", "L"]), "console-errors-80x24")
  }

  @Test(arguments: [GlyphSet.braille, .ascii]) func linesOfStandardErrorAreMarkedAmongTheOthers(_ glyphs: GlyphSet) {
    var run = Self.run
    for index in [381, 390, 391] { run.console.lines[index] = ConsoleStream.errorMark + run.console.lines[index] }
    run.consoleStreams = ConsoleStreams(output: ConsoleTail(), error: ConsoleTail())
    check(Self.state(Size(columns: 80, rows: 24), keys: ["8"], run), "console-streams-\(glyphs)-80x24", glyphs: glyphs)
  }

  @Test func timesBesideTheLines() throws {
    var run = Self.run
    run.console.times = try (0..<100).map {
      ConsoleTime(wallTime: try #require(WallTime(1_795_255_200 + Double($0) * 5)), byteOffset: Int64($0) * 700)
    }
    let error = 396
    run.console.lines[error] = ConsoleStream.errorMark + run.console.lines[error]
    var state = Self.state(Size(columns: 80, rows: 24), keys: ["8"], run)
    let ends = Dictionary(uniqueKeysWithValues: (0..<399).map { ($0, Int64($0 + 1) * 100) })
    _ = state.update(.console(ConsoleAnswer(number: 1, content: .ends(ends))))
    check(state, "console-times-80x24")
  }

  @Test func nothingButASCII() {
    check(Self.state(Size(columns: 80, rows: 24), keys: ["8", "g"]), "console-ascii-80x24", glyphs: .ascii)
  }

  @Test func aConsoleThatIsBeingCounted() {
    var run = Self.run
    run.console.index = ConsoleIndex(countedBytes: 25, byteCount: 100)
    check(Self.state(Size(columns: 80, rows: 24), keys: ["8", "pageup"], run), "console-counting-80x24")
  }

  @Test(arguments: sizes, [0, 2]) func resources(_ size: Size, _ gpus: Int) {
    var run = Self.run
    run.resourceHistory = Self.history(gpus: gpus)
    check(Self.state(size, keys: ["7"], run), "resources-\(gpus)-gpus-\(size)")
  }

  @Test func oneChartOfTheResources() {
    var run = Self.run
    run.resourceHistory = Self.history(gpus: 0)
    check(Self.state(Size(columns: 80, rows: 24), keys: ["7", "j", "m", "h", "h"], run), "resources-one-80x24")
  }

  private func check(_ state: DashboardState, _ name: String, glyphs: GlyphSet = .braille) {
    var buffer = CellBuffer(size: state.size)
    DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: glyphs)
    #expect(GoldenFrame.difference(buffer, name: name) == nil)
  }

  private static func state(_ size: Size, keys: [String], _ run: RunSnapshot = run) -> DashboardState {
    var state = DashboardState(size: size, rootLabel: "runs")
    _ = state.update(.runsChanged(WatchedRuns(runs: [run])))
    for name in keys {
      if let key = KeyStroke(name: name) { _ = state.update(.input(.key(key))) }
    }
    return state
  }

  private static var run: RunSnapshot {
    var run = RunSnapshot(id: "digits", name: "digits", path: "/runs/digits", formats: ["pitwall-run"])
    (run.state, run.status) = (.running, RunStatus(state: .running, since: nil, reason: ""))
    var lines = (0..<400).map { step in
      let loss = NumberFormat.fixed(1 / (1 + Double(step) / 300), decimals: 4)
      return "\u{1B}[2m\(step)\u{1B}[0m\tloss \u{1B}[36m\(loss)\u{1B}[0m\t\(900 + step * 7 % 200) rows/s"
    }
    lines[60] = "WARNING checkpoint took 12 s to write"
    lines[380] = "\u{1B}[33mUserWarning\u{1B}[0m: the loader took 2 s " + String(repeating: "and waited ", count: 30)
    lines[390] = "ValueError: row 1,204 has 783 columns; left out"
    lines[399] = "\u{1B}[1;32m✔ saved\u{1B}[0m checkpoints/390 日本 \u{1B}[2J\u{202E}"
    run.console = ConsoleTail(lines: lines)
    return run
  }

  static func history(gpus: Int) -> ResourceHistory {
    var history = ResourceHistory(origin: WallTime(1_795_255_200))
    let measures: [(ResourceMeasure, Double)] =
      [
        (.cpu, 310), (.memory, 4.1), (.diskRead, 12), (.diskWritten, 0.4), (.processes, 9), (.hostCPU, 41),
        (.hostMemory, 13.5), (.load, 6.2), (.networkReceived, 0.8), (.networkSent, 0.1),
      ]
      + (0..<gpus).flatMap { gpu in
        [
          (.gpuUtilization(gpu), 93 - Double(gpu)), (.gpuMemory(gpu), 41), (.gpuPower(gpu), 310),
          (.gpuTemperature(gpu), 67),
        ]
      }
    for (index, (measure, value)) in measures.enumerated() {
      var (series, sum, peak) = (MetricSeries(), 0.0, 0.0)
      for sample in 0..<720 {
        // A saw, of another length for each.
        let now = value * (0.8 + 0.2 * Double(sample % (40 + index * 7)) / Double(40 + index * 7))
        series.record(
          step: Step(Int64(Double(sample * 5) * ResourceHistory.stepsPerSecond)),
          wallTime: 1_795_255_200 + Double(sample * 5), value: now)
        (sum, peak) = (sum + now, max(peak, now))
      }
      history.curves.append(.init(measure: measure, series: series, peak: peak, mean: sum / 720))
    }
    (history.coreCount, history.memoryTotalBytes) = (16, 67_401_990_144)
    for gpu in 0..<gpus {
      history.gpuNames[gpu] = "NVIDIA A100-SXM4-80GB"
      history.gpuMemoryTotalBytes[gpu] = 85_899_345_920
    }
    return history
  }
}
