import RunModel
import DashboardLogic
import TerminalModel

/// Confusion matrix and curves side by side; below each other on a narrow screen.
enum EvaluationView: View {
  static func draw(_ model: EvaluationModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !model.isEmpty else {
      let inner = PanelFrame.draw(title: "evaluation", in: area, of: &buffer, glyphs: glyphs)
      return buffer.writeCentred("no evaluation recorded; it comes at the end of a training", in: inner)
    }
    let threshold = model.confusion?.threshold
    var panels: [(Rect, inout CellBuffer) -> Void] = []
    if let confusion = model.confusion {
      panels.append { rect, buffer in
        ConfusionMatrixView.draw(
          ConfusionMatrixModel(confusion, title: title("confusion", confusion.origin.split), offset: model.scroll),
          in: rect, of: &buffer, glyphs: glyphs)
      }
    }
    if let roc = model.roc {
      panels.append { rect, buffer in
        CurveChartView.draw(
          CurveChartModel(roc, title: title("ROC", roc.origin.split), threshold: threshold), in: rect, of: &buffer,
          glyphs: glyphs)
      }
    }
    if let curve = model.precisionRecall, area.columns >= 100 || model.roc == nil {
      panels.append { rect, buffer in
        CurveChartView.draw(
          CurveChartModel(
            curve, title: title("precision-recall", curve.origin.split), threshold: threshold,
            positiveShare: model.positiveShare), in: rect, of: &buffer, glyphs: glyphs)
      }
    }
    let isWide = area.columns >= 60
    let shares = Array(repeating: Length.share(1), count: panels.count)
    for (panel, rect) in zip(panels, area.split(isWide ? .horizontal : .vertical, shares)) { panel(rect, &buffer) }
  }

  private static func title(_ name: String, _ split: String?) -> String { split.map { "\(name), \($0)" } ?? name }
}
