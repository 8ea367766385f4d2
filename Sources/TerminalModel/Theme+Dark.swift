extension Theme {
  /// The same as `themes/dark.theme`; a test compares the two.
  static var darkRoles: KeyValuePairs<StyleRole, Style> {
    [
      .text: Style(),
      .textDim: Style(foreground: .rgb(0x8b, 0x95, 0xa7)),
      .textStrong: Style(foreground: .rgb(0xf2, 0xf5, 0xfa), bold: true),
      .accent: Style(foreground: .rgb(0xff, 0x9f, 0x43), bold: true),

      .border: Style(foreground: .rgb(0x4a, 0x55, 0x68)),
      .borderFocused: Style(foreground: .rgb(0xff, 0x9f, 0x43)),
      .title: Style(foreground: .rgb(0xdb, 0xe2, 0xee), bold: true),
      .selection: Style(foreground: .rgb(0xff, 0xff, 0xff), background: .rgb(0x2f, 0x4a, 0x6d), bold: true),
      .backdrop: Style(foreground: .rgb(0x5b, 0x65, 0x76)),
      .input: Style(foreground: .rgb(0xff, 0xff, 0xff), background: .rgb(0x26, 0x32, 0x47)),
      .tab: Style(foreground: .rgb(0x8b, 0x95, 0xa7)),
      .tabActive: Style(foreground: .rgb(0x1b, 0x12, 0x06), background: .rgb(0xff, 0x9f, 0x43), bold: true),
      .key: Style(foreground: .rgb(0xff, 0x9f, 0x43), bold: true),
      .keyLabel: Style(foreground: .rgb(0xa9, 0xb3, 0xc4)),

      .error: Style(foreground: .rgb(0xff, 0x6b, 0x6b), bold: true),
      .warning: Style(foreground: .rgb(0xf5, 0xc4, 0x51)),
      .success: Style(foreground: .rgb(0x4f, 0xd1, 0x8b)),

      .statusQueued: Style(foreground: .rgb(0x8b, 0x95, 0xa7)),
      .statusRunning: Style(foreground: .rgb(0x4f, 0xb3, 0xff)),
      .statusPaused: Style(foreground: .rgb(0xf5, 0xc4, 0x51)),
      .statusFrozen: Style(foreground: .rgb(0x7f, 0xdb, 0xff)),
      .statusWaiting: Style(foreground: .rgb(0xff, 0x9f, 0x43), bold: true),
      .statusFinished: Style(foreground: .rgb(0x4f, 0xd1, 0x8b)),
      .statusFailed: Style(foreground: .rgb(0xff, 0x6b, 0x6b), bold: true),
      .statusStopped: Style(foreground: .rgb(0xb3, 0x9d, 0xdb)),
      .statusFlagged: Style(foreground: .rgb(0xff, 0x7a, 0xc6), bold: true),
      .statusLost: Style(foreground: .rgb(0xff, 0x6b, 0x6b), underline: true),

      .chartAxis: Style(foreground: .rgb(0x8b, 0x95, 0xa7)),
      .chartGrid: Style(foreground: .rgb(0x3a, 0x44, 0x54)),
      .chartCrosshair: Style(foreground: .rgb(0xf2, 0xf5, 0xfa)),
      .chartMark: Style(foreground: .rgb(0xff, 0x9f, 0x43)),
      .chartBand: Style(foreground: .rgb(0x5a, 0x6b, 0x85)),
      .series1: Style(foreground: .rgb(0x56, 0xb4, 0xe9)),
      .series2: Style(foreground: .rgb(0xff, 0x9f, 0x43)),
      .series3: Style(foreground: .rgb(0x2f, 0xc7, 0x9a)),
      .series4: Style(foreground: .rgb(0xf7, 0x8f, 0xc0)),
      .series5: Style(foreground: .rgb(0xf0, 0xe4, 0x42)),
      .series6: Style(foreground: .rgb(0xa7, 0x8b, 0xfa)),
      .series7: Style(foreground: .rgb(0xff, 0x63, 0x47)),
      .series8: Style(foreground: .rgb(0xb8, 0xc4, 0xd6)),

      .barFilled: Style(foreground: .rgb(0x56, 0xb4, 0xe9)),
      .barEmpty: Style(foreground: .rgb(0x3a, 0x44, 0x54)),
      .barNegative: Style(foreground: .rgb(0xff, 0x7a, 0x5c)),

      .heat0: Style(foreground: .rgb(0xe6, 0xec, 0xf5), background: .rgb(0x1d, 0x1f, 0x4b)),
      .heat1: Style(foreground: .rgb(0xe6, 0xec, 0xf5), background: .rgb(0x2c, 0x2f, 0x73)),
      .heat2: Style(foreground: .rgb(0xf2, 0xf5, 0xfa), background: .rgb(0x3b, 0x46, 0x90)),
      .heat3: Style(foreground: .rgb(0xff, 0xff, 0xff), background: .rgb(0x2f, 0x7f, 0xa8)),
      .heat4: Style(foreground: .rgb(0x06, 0x13, 0x0f), background: .rgb(0x2a, 0x9d, 0x8f)),
      .heat5: Style(foreground: .rgb(0x06, 0x13, 0x0f), background: .rgb(0x63, 0xc1, 0x74)),
      .heat6: Style(foreground: .rgb(0x10, 0x14, 0x0a), background: .rgb(0xb5, 0xd6, 0x4a)),
      .heat7: Style(foreground: .rgb(0x17, 0x14, 0x0a), background: .rgb(0xfb, 0xe7, 0x5a)),
    ]
  }
}
