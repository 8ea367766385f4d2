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
    } while count < 250 || ContinuousClock.now < end
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

  init(seed: UInt64) {
    self.seed = seed
    random = RandomNumbers(state: seed)
    state = DashboardState(
      size: Size(columns: 100, rows: 30), rootLabel: "runs", themes: ThemeChoice(names: ["dark", "light"]))
  }

  /// One thing happens, and the screen is drawn.
  mutating func step() {
    for effect in state.update(message()) { answer(effect) }
    draw()
  }

  private mutating func message() -> Message {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: return .input(.resize(size()))
    case 1, 2: return .input(.mouse(mouse()))
    case 3: return .input(.paste(random.text()))
    case 4: return .runsChanged(changedRuns())
    case 5: return .reported(Notice(random.text(), level: .warning))
    default: return .input(.key(key()))
    }
  }

  private mutating func answer(_ effect: Effect) {
    if case .decide(_, let number, _, _, _, _) = effect {
      _ = state.update(.decided(number: number, Notice(random.text(), level: Bool.random() ? .success : .failure)))
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
