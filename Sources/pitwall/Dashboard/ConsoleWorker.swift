import DashboardLogic
import Dispatch
import RunIngest
import RunModel
import Synchronization

/// Reads consoles on demand: pages on one thread, searches of whole files on another, so that neither waits for the other.
final class ConsoleWorker: Sendable {
  private let pages = DispatchQueue(label: "pitwall.console.pages")
  private let searches = DispatchQueue(label: "pitwall.console.searches")
  private let answers = Mutex<[Message]>([])
  /// The number of the search that is wanted; 0 for none.
  private let wantedSearch = Atomic<Int>(0)
  /// The numbers of the newest page and of the newest question where lines end: nobody waits for those before any more.
  private let wantedPage = Atomic<Int>(0)
  private let wantedEnds = Atomic<Int>(0)
  private let wake: @Sendable () -> Void

  /// - Parameter wake: called on a thread of the worker's when there is an answer to take.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  func answer(_ request: ConsoleRequest) {
    switch request.kind {
    case .matches(let pattern):
      wantedSearch.store(request.number, ordering: .relaxed)
      searches.async { [self] in search(pattern, request) }
      return
    case .lines: wantedPage.store(request.number, ordering: .relaxed)
    case .ends: wantedEnds.store(request.number, ordering: .relaxed)
    case .line, .time: break
    }
    pages.async { [self] in
      if isWanted(request) { say(Self.read(request), to: request) }
    }
  }

  private func isWanted(_ request: ConsoleRequest) -> Bool {
    switch request.kind {
    case .lines: wantedPage.load(ordering: .relaxed) == request.number
    case .ends: wantedEnds.load(ordering: .relaxed) == request.number
    case .matches, .line, .time: true
    }
  }

  func cancelSearch() { wantedSearch.store(0, ordering: .relaxed) }

  func takeAnswers() -> [Message] {
    answers.withLock { answers in
      defer { answers = [] }
      return answers
    }
  }

  private func say(_ content: ConsoleAnswer.Content, to request: ConsoleRequest) {
    answers.withLock { $0.append(.console(ConsoleAnswer(number: request.number, content: content))) }
    wake()
  }

  private static func read(_ request: ConsoleRequest) -> ConsoleAnswer.Content {
    let reader = ConsoleReader(runPath: request.runPath, index: request.index)
    do throws(ConsoleReader.Failure) {
      switch request.kind {
      case .lines(let numbers): return .lines(try reader.lines(at: numbers))
      case .ends(let numbers): return .ends(try reader.ends(of: numbers))
      case .line(let byte): return .line(try reader.line(atByte: byte))
      case .time(let clock): return .line(try reader.line(at: clock))
      case .matches: return .line(nil)
      }
    } catch {
      return .failed(error.sentence)
    }
  }

  private func search(_ pattern: ConsolePattern, _ request: ConsoleRequest) {
    let reader = ConsoleReader(runPath: request.runPath, index: request.index)
    do throws(ConsoleReader.Failure) {
      let found = try reader.matches(
        of: pattern, isCancelled: { wantedSearch.load(ordering: .relaxed) != request.number },
        report: { say(.matches($0, isComplete: false), to: request) })
      if let found { say(.matches(found, isComplete: true), to: request) }
    } catch {
      say(.failed(error.sentence), to: request)
    }
  }
}
