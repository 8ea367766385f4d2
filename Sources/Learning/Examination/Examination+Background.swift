extension Examination {
  var background: Background {
    Background(columns: columns, rows: trainingRows, weights: context.data.weights, task: context.data.task)
  }

  /// That `model` has learned from.
  var trainingRows: [Int] {
    let (splits, folds) = (context.splits, context.splits.evaluation.prefix(context.splits.foldsPerRepeat))
    return isTest ? splits.development : folds.last?.training ?? splits.development
  }
}
