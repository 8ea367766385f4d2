extension ChurnSample {
  /// A study of the sample, as `examples/study.yaml`.
  static let study = """
    # Which model should say whom the retention team calls? A study of the built-in sample data, which writes this file too:
    #   pitwall-learn sample-data data --rows 6000   # data/churn.csv, data/churn-later.csv, data/churn-study.yaml
    #   pitwall launch data/churn-study.yaml         # docs/study.md says what happens then
    name: churn-study
    data:
      path: churn.csv
      later: churn-later.csv  # compared for drift at the end; no model learns from it
      target: churned
      positive: "yes"
      # None of these is a feature. Sensitive columns would be if data.features listed them.
      roles: {id: customer_id, time: observed_on, sensitive: [gender, age]}
    # Rows with a date make a study ask: every customer is here once, so chance may divide them.
    split: {kind: stratified, test: 0.2, folds: 5, seed: 7}
    metrics: {primary: auc, others: [log_loss, brier], rope: 0.005}  # half a point of AUC is the same in practice
    success:  # the worse end of the interval is judged, not the mean
      - {metric: auc, at_least: 0.75}
    improvements:
      - {over: one-feature, by: 0.02}
    candidates:
      - linear
      - forest
      - kind: boosting
        fixed: {subsample: 0.8}
        space:  # replaces the built-in ranges of these two
          learning_rate: {range: [0.03, 0.3], scale: log}
          depth: {range: [2, 6], integer: true}
    search: {trials: 24, minutes: 10, seed: 7}
    constraints: {latency_ms: 20, model_mb: 50, training_seconds: 60}  # what exceeds one may not be chosen
    approval: {required: true, question: "May this model choose whom the retention team calls?"}

    """

  /// A training of one model, as `examples/churn.yaml`.
  static let training = """
    name: churn
    data:
      path: churn.csv
      later: churn-later.csv
      target: churned
      positive: "yes"
      roles: {id: [customer_id], time: [observed_on], sensitive: [gender, age]}
    split: {validation: 0.2, test: 0.2, seed: 7}
    model: {kind: gradient-boosting, rounds: 400, learning_rate: 0.04, max_depth: 6, min_child_weight: 1,
      subsample: 0.8, column_sample: 0.8, l2: 1, early_stopping_rounds: 60, threads: 2, seed: 7}
    checkpoint: {every: 25}
    drift: {warning: 0.1, threshold: 0.2, bins: 10}
    approval: {required: true, question: "May this model choose whom the retention team calls?"}

    """
}
