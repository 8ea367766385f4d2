import DashboardLogic
import RunModel
import TerminalModel

/// Confusion matrix and curves: the matrix above the precision-recall curve, the ROC curve beside them; all in one
/// column on a narrow screen.
enum EvaluationView: View {
  static func draw(_ model: EvaluationModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !model.isEmpty else {
      let inner = PanelFrame.draw(title: "evaluation", in: area, of: &buffer, glyphs: glyphs)
      return buffer.writeCentred("no evaluation recorded; it comes at the end of a training", in: inner)
    }
    let places = Places(model, in: area)
    let threshold = model.confusion?.threshold
    if let confusion = model.confusion {
      ConfusionMatrixView.draw(
        ConfusionMatrixModel(confusion, title: title("confusion", confusion.origin.split), offset: model.scroll),
        in: places.confusion, of: &buffer, glyphs: glyphs)
    }
    if let roc = model.roc {
      CurveChartView.draw(
        CurveChartModel(roc, title: title("ROC", roc.origin.split), threshold: threshold), in: places.roc, of: &buffer,
        glyphs: glyphs)
    }
    if let curve = model.precisionRecall {
      CurveChartView.draw(
        CurveChartModel(
          curve, title: title("precision-recall", curve.origin.split), threshold: threshold,
          positiveShare: model.positiveShare), in: places.precisionRecall, of: &buffer, glyphs: glyphs)
    }
  }

  private static func title(_ name: String, _ split: String?) -> String { split.map { "\(name), \($0)" } ?? name }

  /// Where each panel goes; empty where there is nothing to show or no room for it.
  private struct Places {
    var confusion = Rect(Size(columns: 0, rows: 0))
    var roc = Rect(Size(columns: 0, rows: 0))
    var precisionRecall = Rect(Size(columns: 0, rows: 0))

    init(_ model: EvaluationModel, in area: Rect) {
      let (hasMatrix, hasROC, hasCurve) = (model.confusion != nil, model.roc != nil, model.precisionRecall != nil)
      // Three rows a class, headings, scores and the frame.
      let matrixRows = min(area.rows, 3 * (model.confusion?.labels.count ?? 0) + 9)
      let isWide = area.columns >= 60
      guard isWide else {
        if area.rows < 2 * matrixRows, hasMatrix {
          confusion = area
          return
        }
        let parts = area.split(
          .vertical, Array(repeating: .share(1), count: max(1, (hasMatrix ? 1 : 0) + (hasROC ? 1 : 0))))
        if hasMatrix { confusion = parts[0] }
        if hasROC { roc = parts[parts.count - 1] }
        if !hasMatrix, !hasROC { precisionRecall = area }
        return
      }
      let isTall = area.rows >= matrixRows + 10
      if hasMatrix, !isTall || (hasCurve && hasROC) {
        let halves = area.split(.horizontal, [.share(1), .share(1)])
        confusion = isTall ? halves[0].topPart(matrixRows) : halves[0]
        roc = hasROC ? halves[1] : roc
        if isTall { precisionRecall = halves[0].below(matrixRows) } else if !hasROC { precisionRecall = halves[1] }
      } else {
        // The matrix over whatever curves there are.
        confusion = hasMatrix ? area.topPart(matrixRows) : confusion
        let curves = area.below(confusion.rows).split(
          .horizontal, Array(repeating: .share(1), count: max(1, (hasROC ? 1 : 0) + (hasCurve ? 1 : 0))))
        if hasROC { roc = curves[0] }
        if hasCurve { precisionRecall = curves[curves.count - 1] }
        if !hasROC, !hasCurve { confusion = area }
      }
    }
  }
}
