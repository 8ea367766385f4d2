import FileAccess
import HyperparameterSearch
import Specification
import Statistics
import TestSupport

@testable import Learning

/// A study with a candidate that is a shell script in the study's directory.
enum ExternalStudy {
  /// Nothing that looks at one feature at a time, or adds them up, can tell the classes apart: `y` says whether `a` and
  /// `b` have the same sign, but for one row in ten.
  static func crossed(rows: Int, seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed)
    var text = "id,a,b,y\n"
    for row in 0..<rows {
      let (a, b) = (generator.unit() * 2 - 1, generator.unit() * 2 - 1)
      let isSame = (a * b > 0) != (generator.unit() < 0.1)
      text += "r\(row),\(a),\(b),\(isSame ? "yes" : "no")\n"
    }
    return text
  }

  /// Says of each row how much `a` times `b`, taken `{k}` times, is above 0.
  static let product = """
    set -eu
    predict='function p(x) { return 1 / (1 + exp(-x)) }'
    echo '{"step":1,"mine":2}' >> "$PITWALL_RUN_DIR/metrics.jsonl"
    { echo row,prediction
      if [ "$PITWALL_STUDY_PHASE" = final ]; then
        echo "k $1" > "$PITWALL_RUN_DIR/artifacts/model"
        awk -F, -v k="$1" "$predict"' FNR > 1 { print $1 "," p(k * $2 * $3) }' "$PITWALL_STUDY_TEST_DATA"
      else
        awk -F, -v k="$PITWALL_PARAM_K" "$predict"' NR == FNR { if ($2 == "test") wanted[$3]; next }
          FNR > 1 && ($1 in wanted) { print $1 "," p(k * $2 * $3) }' "$PITWALL_STUDY_FOLDS" "$PITWALL_STUDY_DATA"
      fi
    } > "$PITWALL_RUN_DIR/predictions.csv"
    """

  static func candidate(_ space: [SearchSpace.Parameter], arguments: [String]) -> StudySpecification.Candidate {
    var candidate = StudySpecification.Candidate(name: "mine", kind: .external)
    candidate.command = ["sh", "mine.sh"] + arguments
    candidate.space = SearchSpace(space)
    return candidate
  }

  /// - Parameter script: of `mine.sh`.
  static func make(_ csv: String, script: String = product) throws -> StudyDirectory {
    var study = try StudyDirectory(csv)
    try Files.replaceAtomically(study.directory.path("mine.sh"), with: Array(script.utf8))
    study.specification.data.idColumns = ["id"]
    study.specification.search.trials = 3
    study.specification.candidates = [candidate([.init("k", .real(1...9))], arguments: ["{k}"])]
    return study
  }
}
