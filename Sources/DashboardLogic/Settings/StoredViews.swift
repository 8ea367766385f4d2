public import JSONText

/// A screen with everything that was set on the views.
public struct SavedView: Codable, Equatable, Sendable {
  public var screen: Screen
  public var settings: ViewSettings
  public var zoom: CurveZoom
  /// Ids of the runs that are marked, in the order of their marks.
  public var marked: [String]

  public init(screen: Screen, settings: ViewSettings, zoom: CurveZoom = CurveZoom(), marked: [String] = []) {
    (self.screen, self.settings, self.zoom, self.marked) = (screen, settings, zoom, marked)
  }
}

/// What is kept of a project's views from one session to the next.
public struct StoredViews: Codable, Equatable, Sendable {
  /// As the last session left them.
  public var current: ViewSettings
  /// nil: not chosen in this project.
  public var theme: String?
  /// How runs that change are told of: `off`, `bell`, `osc9` or `osc777`. nil: not chosen in this project.
  public var notifications: String?
  /// By name.
  public var named: [String: SavedView]
  public var seen: SeenAlerts

  public init(
    current: ViewSettings = ViewSettings(), theme: String? = nil, notifications: String? = nil,
    named: [String: SavedView] = [:], seen: SeenAlerts = SeenAlerts()
  ) {
    (self.current, self.theme, self.notifications) = (current, theme, notifications)
    (self.named, self.seen) = (named, seen)
  }

  public func json() throws(JSONFieldError) -> JSONValue { try JSONValue(encoding: self) }

  /// Reads what this or an older version has written: what is missing is as at the first start.
  /// - Throws: when something in it has another shape.
  public init(json: JSONValue) throws(JSONFieldError) {
    var whole = try JSONValue(encoding: StoredViews()).overlaid(by: json)
    if case .object(var object) = whole, let views = object["named"]?.objectValue {
      let blank = try JSONValue(encoding: SavedView(screen: .runs, settings: ViewSettings()))
      object["named"] = .object(JSONObject(pairs: views.pairs.map { ($0.key, blank.overlaid(by: $0.value)) }))
      whole = .object(object)
    }
    self = try whole.decode(StoredViews.self)
  }
}

extension JSONValue {
  /// The same value, with what `other` says in place: objects member by member, all else as a whole.
  fileprivate func overlaid(by other: JSONValue) -> JSONValue {
    guard case .object(var object) = self, case .object(let top) = other else { return other }
    for (key, value) in top.pairs { object[key] = object[key]?.overlaid(by: value) ?? value }
    return .object(object)
  }
}
