import DashboardLogic
import DashboardViews
import Glibc
import RunModel
import TerminalModel
import Testing

/// Any keys, mouse events, resizes and runs, in any order: nothing traps, and no cell holds what could drive a terminal.
///
/// `PITWALL_FUZZ_SECONDS` goes on that long (`make fuzz`); otherwise a fixed number of events does.
@Suite struct RandomSessionTests {
  @Test(arguments: 0..<4) func anythingMayHappen(_ seed: Int) {
    let seconds = getenv("PITWALL_FUZZ_SECONDS").flatMap { Double(String(cString: $0)) } ?? 0
    let end = ContinuousClock.now + .seconds(seconds)
    var session = RandomSession(seed: UInt64(seed) &* 977 &+ (seconds > 0 ? UInt64(time(nil)) : 0))
    var count = 0
    repeat {
      session.step()
      count += 1
    } while count < 120 || ContinuousClock.now < end
    #expect(session.harmfulCells == 0, "seed \(session.seed), after \(count) events")
  }
}

/// A dashboard to which random things happen.
private struct RandomSession {
  let seed: UInt64
  private(set) var harmfulCells = 0
  private var random: RandomNumbers
  private var state: DashboardState
  private var runs: [RunSnapshot] = []
  /// Questions about consoles that have no answer yet.
  private var questions: [ConsoleRequest] = []

  init(seed: UInt64) {
    self.seed = seed
    random = RandomNumbers(seed: seed)
    state = DashboardState(
      size: Size(columns: 100, rows: 30), rootLabel: "runs", themes: ThemeChoice(names: ["dark", "light"]))
  }

  /// One thing happens, and the screen is drawn.
  mutating func step() {
    for effect in state.update(message()) { answer(effect) }
    if random.below(400) == 0 { beginAnew() }
    draw()
  }

  /// Another session with the views that this one leaves, or a replay of its runs.
  private mutating func beginAnew() {
    let views: StoredViews
    do { views = try StoredViews(json: state.storedViews.json()) } catch {
      Issue.record("seed \(seed): \(error)")
      return
    }
    state = DashboardState(
      size: state.size, rootLabel: "runs", themes: ThemeChoice(names: ["dark", "light"]), views: views)
    if let name = views.named.keys.sorted().first { state.open(view: name) }
    if random.coin(), !runs.isEmpty {
      state.begin(ReplayState(RunRecording(runs), speed: Double(1 + random.below(100_000)), from: nil))
    } else {
      _ = state.update(.runsChanged(WatchedRuns(runs: runs)))
    }
  }

  private mutating func message() -> Message {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: return .input(.resize(size()))
    case 1, 2: return .input(.mouse(mouse()))
    case 3: return .input(.paste(random.text()))
    case 4: return .runsChanged(changedRuns())
    case 6: return .elapsed(seconds: random.coin() ? 0.1 : Double(random.below(1_000_000)))
    case 7 where !questions.isEmpty:
      let question = questions.remove(at: random.below(questions.count))
      return .console(ConsoleAnswer(number: question.number, content: random.answer(to: question)))
    case 5: return .reported(Notice(random.text(), level: .warning))
    default: return .input(.key(key()))
    }
  }

  private mutating func answer(_ effect: Effect) {
    switch effect {
    case .decide(_, let number, _, _, _, _):
      _ = state.update(.decided(number: number, Notice(random.text(), level: random.coin() ? .success : .failure)))
    case .console(let request): questions.append(request)
    case .cancelConsoleSearch: if random.coin() { questions = [] }
    default: break
    }
  }

  private mutating func size() -> Size {
    Size(columns: Int.random(in: 0...240, using: &random), rows: Int.random(in: 0...70, using: &random))
  }

  private mutating func mouse() -> MouseEvent {
    let kinds: [MouseEvent.Kind] = [
      .press(.left), .press(.right), .press(.middle), .release(.left), .drag(.left), .drag(.right), .scrollUp,
      .scrollDown,
    ]
    let place = Point(column: Int.random(in: 0...240, using: &random), row: Int.random(in: 0...70, using: &random))
    return MouseEvent(
      kinds[Int.random(in: 0..<kinds.count, using: &random)], at: place, control: random.coin(), alt: random.coin(),
      shift: random.coin())
  }

  /// Mostly one that means something.
  private mutating func key() -> KeyStroke {
    let known = CommandTable.all.flatMap(\.keys)
    if Int.random(in: 0..<5, using: &random) > 0 { return known[Int.random(in: 0..<known.count, using: &random)] }
    return .character(random.text().first ?? "§")
  }

  private mutating func changedRuns() -> WatchedRuns {
    if runs.isEmpty || random.coin() { runs.append(random.run(runs)) }
    if runs.count > 1, random.coin() { runs.remove(at: Int.random(in: 0..<runs.count, using: &random)) }
    if let at = runs.indices.randomElement(using: &random) { random.change(&runs[at]) }
    let ids = Set(runs.map(\.id))
    runs.removeAll { run in run.parent.map { !ids.contains($0.id) } ?? false }
    return WatchedRuns(runs: runs, problems: random.coin() ? [random.text()] : [])
  }

  private mutating func draw() {
    var buffer = CellBuffer(size: state.size)
    let glyphs = GlyphSet.allCases[Int.random(in: 0..<3, using: &random)]
    DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: glyphs)
    for line in buffer.textLines() {
      harmfulCells += line.unicodeScalars.count {
        switch $0.properties.generalCategory {
        case .control, .format, .privateUse, .lineSeparator, .paragraphSeparator: true
        default: false
        }
      }
    }
  }
}
