import RunModel
import TerminalModel

extension DecisionEntry {
  /// All about it, unwrapped: what was decided, what is asked and judged, its hash, who asks, gates and evidence.
  func text(secondsFromUTC: Int) -> [StyledText] {
    let request = request
    var lines: [StyledText] = []
    if let decision = decision ?? hold {
      let sign = StatusSign(decision)
      lines += [
        StyledText([
          TextSpan("\(sign.glyph) ", sign.style),
          TextSpan(decision.sentence(secondsFromUTC: secondsFromUTC), .textStrong),
        ]).hanging(2), StyledText(""),
      ]
    }
    if let title = request?.escalation?.title { lines.append(StyledText(title, .statusWaiting)) }
    if let request { lines += [StyledText(request.question, decision == nil ? .textStrong : .text)] }
    lines += facts(secondsFromUTC: secondsFromUTC)
    guard let request else { return lines }
    if !request.gates.isEmpty { lines += [StyledText(""), StyledText("gates", .title)] + request.gateLines }
    if !request.evidence.isEmpty { lines += [StyledText("")] + request.evidenceLines }
    return lines + request.alternativeLines
  }

  private func facts(secondsFromUTC: Int) -> [StyledText] {
    let request = request
    var facts = [StyledText.fact("judged", decision?.checkpoint ?? request?.checkpoint ?? "")]
    facts.append(
      .fact("sha256", decision?.sha256 ?? request?.sha256 ?? "not recorded; it is taken of the file as it is"))
    let time = request?.wallTime.map { ", \(ClockTime.dateAndTime($0, secondsFromUTC: secondsFromUTC))" } ?? ""
    if request != nil, let askedBy { facts.append(.fact("asked by", askedBy + time)) }
    return facts
  }
}

extension ApprovalRequest {
  var evidenceLines: [StyledText] { evidence.map { StyledText([TextSpan("· ", .accent), TextSpan($0)]).hanging(2) } }

  /// Each with what it is, costs and brings; the first is recommended, and marked as the one that an approval starts from.
  fileprivate var alternativeLines: [StyledText] {
    guard let alternatives = escalation?.alternatives else { return [] }
    return [StyledText("")]
      + alternatives.enumerated().flatMap { index, alternative in
        [
          StyledText([
            index == 0 ? TextSpan("▸ ", .accent) : TextSpan("  "), TextSpan(alternative.name, .textStrong),
            TextSpan("  \(alternative.what)"), TextSpan(index == 0 ? " Recommended." : "", .textDim),
          ]).hanging(2), StyledText([TextSpan("  "), TextSpan(alternative.prospects, .textDim)]),
        ]
      }
  }
}
