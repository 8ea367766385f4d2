import DashboardLogic
import Testing

/// What fits a few typed letters, and what fits better.
@Suite struct FuzzyMatchTests {
  @Test(arguments: [
    ("vl", "val/loss", [0, 4]), ("loss", "val/loss", [4, 5, 6, 7]), ("LOSS", "val/loss", [4, 5, 6, 7]),
    ("loss val", "val/loss", [0, 1, 2, 4, 5, 6, 7]), ("", "val/loss", []),
    ("gnl3", "grad_norm/layer3", [0, 5, 10, 15]), ("ossv", "oss/val", [0, 1, 2, 4]),
    ("radnor", "grad_norm", [1, 2, 3, 5, 6, 7]), ("o", "val/loss", [5]),
  ])
  func whatIsTypedIsFoundInItsOrder(query: String, text: String, places: [Int]) {
    #expect(FuzzyMatch(query, in: text)?.places == places)
  }

  @Test(arguments: [
    ("lv", "val/loss"), ("lossx", "val/loss"), ("a", ""), ("grad", "weight_norm/head"),
    ("bell", "Label the best value"), ("notif", "Show nothing but the finest"),
  ])
  func whatIsNotThereFitsNothing(query: String, text: String) {
    #expect(FuzzyMatch(query, in: text) == nil)
  }

  @Test(arguments: [
    ("acc", "val/acc", "val/auc/class"), ("loss", "loss", "train/loss"),
    ("theme", "Change to the next theme", "The me"),
    ("vl", "val/loss", "valley"), ("drift", "Drift", "d_r_i_f_t"),
  ])
  func theCloserOneScoresHigher(query: String, better: String, worse: String) throws {
    let best = try #require(FuzzyMatch(query, in: better))
    #expect(best.score > FuzzyMatch(query, in: worse)?.score ?? .min)
  }
}
