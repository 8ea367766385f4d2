import DashboardLogic
import Dispatch
import RunModel
import Synchronization

/// Sends requests and records decisions on a thread of its own, since supervisors take their time to answer.
final class EffectWorker: Sendable {
  private let queue = DispatchQueue(label: "pitwall.effects")
  private let notices = Mutex<[Notice]>([])
  private let wake: @Sendable () -> Void

  /// - Parameter wake: called on the worker's thread when there is a notice to take.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  func perform(_ effect: Effect) {
    queue.async { [self] in
      let notice = Self.carryOut(effect)
      notices.withLock { $0.append(notice) }
      wake()
    }
  }

  func takeNotices() -> [Notice] {
    notices.withLock { notices in
      defer { notices = [] }
      return notices
    }
  }

  private static func carryOut(_ effect: Effect) -> Notice {
    do {
      switch effect {
      case .request(let action, let runPath, let reason):
        return Notice(try TrainingRequest.send(action, runPath: runPath, reason: reason), level: .success)
      case .decide(let verdict, let runPath, let checkpoint, let sha256, let alternative, let reason):
        let decision = try DecisionRecording.record(
          verdict, runPath: runPath, checkpoint: checkpoint, recordedDigest: sha256, reason: reason,
          alternative: alternative)
        return Notice(
          "\(alternative ?? verdict.rawValue) recorded for \(checkpoint), sha256 \(decision.sha256.prefix(12))…",
          level: .success)
      case .useTheme, .quit: return Notice("")
      }
    } catch let failure as CommandFailure {
      return Notice(failure.message, level: failure.code == .no ? .warning : .failure)
    } catch {
      return Notice("\(error)", level: .failure)
    }
  }
}
