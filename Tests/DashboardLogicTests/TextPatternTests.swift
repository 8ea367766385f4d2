import DashboardLogic
import Testing

/// Regular expressions, and that none of them takes long.
@Suite struct TextPatternTests {
  private func match(_ pattern: String, _ text: String) throws -> String? {
    let range = try TextPattern(pattern).firstMatch(in: text)
    return range.map { String(Array(text)[$0]) }
  }

  @Test(arguments: [
    ("loss", "train/loss", "loss"), ("^train", "train/loss", "train"), ("loss$", "train/loss", "loss"),
    ("^loss", "train/loss", nil), ("layer[0-3]", "grad/layer2", "layer2"), ("layer[^0-3]", "grad/layer2", nil),
    ("(val|test)/(auc|f1)", "test/f1", "test/f1"), ("l.s", "loss", "los"), ("l..s", "loss", "loss"),
    ("o*", "loss", ""), ("lo*s", "looooss", "loooos"), ("o+?", "looo", "o"), ("lo?s+", "lss", "lss"),
    ("\\d{2,3}", "a1b1234", "123"), ("\\d{2}", "a1b1234", "12"), ("\\d{3,}", "a1b1234", "1234"), ("x{", "x{", "x{"),
    ("\\bauc\\b", "val/auc_pr", nil), ("\\bauc\\b", "val/auc", "auc"), ("a\\.b", "a.b", "a.b"), ("a\\.b", "axb", nil),
    ("[a-z]+_[a-z]+", "Grad_norm", "Grad_norm"), ("[A-Z]", "grad", nil), ("LOSS", "loss", nil),
    ("loss", "LOSS", "LOSS"),
    ("[^a]", "Aab", "b"), ("[]a-]+", "x]-a", "]-a"), ("(?:ab)+", "xababa", "abab"), ("\\W", "ab_c/", "/"),
    ("é", "É", "É"), ("(a|ab)(c|bcd)", "abcd", "abcd"), ("a|", "b", ""), ("", "x", ""),
  ])
  func whatAPatternFinds(pattern: String, text: String, found: String?) throws {
    #expect(try match(pattern, text) == found)
  }

  @Test(arguments: [
    ("(loss", "a ( is not closed"), ("loss)", "a ) closes nothing"), ("[a-", "a [ is not closed"),
    ("*", "nothing stands before *"), ("a|+", "nothing stands before +"), ("\\", "it ends in a \\"),
    ("\\q", "\\q is not understood"), ("[z-a]", "z-a counts backwards"), ("a{3,1}", "{3,1} counts backwards"),
    ("a{101}", "it repeats something more than 100 times"), ("(?=a)", "(? is understood only as (?:"),
    ("((a{100}){100}){100}", "it repeats too much"),
    (String(repeating: "a", count: 201), "it is longer than 200 characters"),
  ])
  func whatIsNoPatternIsSaid(pattern: String, reason: String) {
    #expect(throws: TextPattern.Mistake.self) { try TextPattern(pattern) }
    do { _ = try TextPattern(pattern) } catch { #expect(error.reason == reason) }
  }

  /// Each of these takes an engine that backtracks longer than anyone waits.
  @Test(arguments: [
    "(a+)+$", "(a|aa)+$", "(a*)*b", "a*a*a*a*a*a*a*a*b", "(a|a)*b", "((((a*)*)*)*)*b", "(()*)*b", "(a?){100}b",
  ])
  func aPatternThatGoesAstrayElsewhereIsAnsweredAtOnce(pattern: String) throws {
    let text = String(repeating: "a", count: 500) + "!"
    #expect(try TextPattern(pattern).firstMatch(in: text) == nil)
  }

  @Test func nestedRepetitionsOfNothingAreMadeAtOnce() throws {
    let pattern = String(repeating: "(", count: 25) + ")" + String(repeating: "{100})", count: 24)
    #expect(try TextPattern(pattern).firstMatch(in: "a") == 0..<0)
  }
}
