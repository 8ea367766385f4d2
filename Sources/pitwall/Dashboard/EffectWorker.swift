import DashboardLogic
import Dispatch
import RunModel
import Synchronization

/// Sends requests, records decisions and writes files on threads of its own: supervisors take their time to answer, and
/// so do disks.
final class EffectWorker: Sendable {
  private let queue = DispatchQueue(label: "pitwall.effects")
  /// One after the other, and not behind a supervisor.
  private let files = DispatchQueue(label: "pitwall.files")
  private let answers = Mutex<[Message]>([])
  private let wake: @Sendable () -> Void

  /// - Parameter wake: called on a thread of the worker's when there is an answer to take.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  func perform(_ effect: Effect) {
    queue.async { [self] in
      let notice = Self.carryOut(effect)
      let answer: Message =
        if case .decide(_, let number, _, _, _, _) = effect { .decided(number: number, notice) } else {
          .reported(notice)
        }
      say(answer)
    }
  }

  /// Writes something; a sentence it has for the person comes as an answer, and so does what went wrong.
  func write(_ work: @escaping @Sendable () throws -> Notice?) {
    files.async { [self] in
      do {
        if let notice = try work() { say(.reported(notice)) }
      } catch {
        say(.reported(Self.notice(of: error)))
      }
    }
  }

  private func say(_ answer: Message) {
    answers.withLock { $0.append(answer) }
    wake()
  }

  func takeAnswers() -> [Message] {
    answers.withLock { answers in
      defer { answers = [] }
      return answers
    }
  }

  /// Waits until everything that was asked for is done, as a decision must not be lost with the dashboard.
  /// - Returns: what became of what nobody has been told of yet, a sentence each.
  func finish() -> [String] {
    files.sync {}
    queue.sync {}
    return takeAnswers().compactMap { answer in
      switch answer {
      case .reported(let notice), .decided(_, let notice): notice.text
      default: nil
      }
    }
  }

  private static func carryOut(_ effect: Effect) -> Notice {
    do {
      switch effect {
      case .request(let action, let runPath, let reason):
        return Notice(try TrainingRequest.send(action, runPath: runPath, reason: reason), level: .success)
      case .decide(let verdict, _, let runPath, let request, let alternative, let reason):
        let decision = try DecisionRecording.record(
          verdict, runPath: runPath, request: request, alternative: alternative, reason: reason)
        return Notice(
          "\(alternative ?? verdict.rawValue) recorded for \(request.checkpoint), sha256 \(decision.sha256.prefix(12))…",
          level: .success)
      case .useTheme, .showTheme, .showThemeBefore, .reloadSettings, .saveViews, .console, .cancelConsoleSearch, .copy,
        .copyScreen, .export, .record, .notify, .quit:
        return Notice("")
      }
    } catch {
      return notice(of: error)
    }
  }

  private static func notice(of error: any Error) -> Notice {
    guard let failure = error as? CommandFailure else { return Notice("\(error)", level: .failure) }
    return Notice(failure.message, level: failure.code == .no ? .warning : .failure)
  }
}
