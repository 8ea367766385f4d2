import Testing

@testable import DashboardLogic

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1, "1"), (0.5, "0.5"), (0.03124, "0.03124"), (0.0312449, "0.03124"),
    (123_456, "123,456"), (999_999, "999,999"), (1_234_567, "1.235e6"), (0.000_031_2, "3.12e-5"), (-2.5, "-2.5"),
    (1e300, "1e300"), (.leastNonzeroMagnitude, "5e-324"), (9.99996, "10"), (.nan, "NaN"), (.infinity, "inf"),
    (-.infinity, "-inf"),
    (1_234.56, "1,235"), (0.1 + 0.2, "0.3"),
  ])
  func significant(_ value: Double, _ expected: String) {
    #expect(NumberFormat.significant(value) == expected)
  }

  @Test(arguments: [
    (0.31, 3, "0.310"), (0.9995, 3, "1.000"), (2.675, 2, "2.68"), (-0.0004, 3, "0.000"), (12_345.6, 1, "12345.6"),
    (1e21, 0, "1000000000000000000000"), (0.05, 1, "0.1"), (0.04, 1, "0.0"), (99.96, 1, "100.0"),
  ])
  func fixed(_ value: Double, _ decimals: Int, _ expected: String) {
    #expect(NumberFormat.fixed(value, decimals: decimals) == expected)
  }

  @Test(arguments: [
    (0.3121, 0.6, "0.312"), (4.191, 8, "4.19"), (512.3, 100, "512"), (0.3121, 0, "0.3121"), (3.12e-9, 1e-8, "3.12e-9"),
    (0.0, 0.5, "0"), (.nan, 0.5, "NaN"), (1.5, .infinity, "1.5"), (12_345.6, 900, "12,346"),
  ])
  func valueInContext(_ value: Double, _ span: Double, _ expected: String) {
    #expect(NumberFormat.value(value, span: span) == expected)
  }

  @Test(arguments: [
    (0.31214, 8, "0.31214"), (0.31214, 5, "0.312"), (123_456, 7, "123,456"), (123_456, 6, "1.2e5"), (123_456, 3, "1e5"),
    (123_456, 2, "##"), (.nan, 3, "NaN"), (.nan, 2, "##"), (5, 1, "5"),
  ])
  func fitting(_ value: Double, _ columns: Int, _ expected: String) {
    #expect(NumberFormat.fitting(value, columns: columns) == expected)
  }

  @Test(arguments: [
    (0 as Int64, "0", "0"), (999, "999", "999"), (4_190, "4,190", "4.2k"), (12_345, "12,345", "12k"),
    (999_999, "999,999", "1M"), (123_456, "123,456", "123k"), (-4_190, "-4,190", "-4.2k"),
    (.max, "9,223,372,036,854,775,807", "9.2E"), (.min, "-9,223,372,036,854,775,808", "-9.2E"),
  ])
  func counts(_ count: Int64, _ long: String, _ short: String) {
    #expect(NumberFormat.grouped(count) == long)
    #expect(NumberFormat.short(count) == short)
    #expect(NumberFormat.count(count, columns: long.count) == long)
    #expect(NumberFormat.count(count, columns: long.count - 1) == short)
  }

  @Test(arguments: [
    (0.0, 0, "0 %"), (0.62, 0, "62 %"), (1, 0, "100 %"), (0.001, 0, "<1 %"), (0.999, 0, ">99 %"),
    (0.9996, 1, ">99.9 %"),
    (0.1234, 1, "12.3 %"), (-0.5, 0, "-50 %"), (.nan, 0, "NaN"), (2.5, 0, "250 %"),
  ])
  func percent(_ share: Double, _ decimals: Int, _ expected: String) {
    #expect(NumberFormat.percent(share, decimals: decimals) == expected)
  }

  @Test(arguments: [
    (0.0, "0 s"), (0.0001, "<1 ms"), (0.05, "50 ms"), (0.42, "0.4 s"), (1.25, "1.3 s"), (12.4, "12 s"),
    (252, "4 m 12 s"),
    (7_500, "2 h 5 m"), (7_200, "2 h"), (273_600, "3 d 4 h"), (59.7, "1 m"), (-5, "-5 s"), (.nan, "not known"),
    (1e300, "1.2e295 d"),
  ])
  func duration(_ seconds: Double, _ expected: String) {
    #expect(NumberFormat.duration(seconds: seconds) == expected)
  }

  @Test(arguments: [
    (0.2, "now"), (3.0, "3 s ago"), (59.6, "1 m ago"), (252, "4 m ago"), (7_500, "2 h ago"), (200_000, "2 d ago"),
    (-3, "in 3 s"), (.infinity, "not known"),
  ])
  func age(_ seconds: Double, _ expected: String) {
    #expect(NumberFormat.age(seconds: seconds) == expected)
  }

  @Test(arguments: [(512 as Int64, "512 B"), (1_100, "1.1 kB"), (24_000_000, "24 MB"), (0, "0 B")])
  func bytes(_ count: Int64, _ expected: String) {
    #expect(NumberFormat.bytes(count) == expected)
  }
}
