internal import Glibc
internal import RunModel
internal import Statistics
internal import Tables

/// One row of the sample, drawn from the documented distributions.
struct ChurnCustomer {
  var observed: CivilDate
  var gender: String
  var age: Int
  var region: String
  var plan: String
  var contract: String
  var payment: String
  var channel: String
  var tenure: Int
  var charge: Double
  var discount: Int
  /// nil: not measured, at random.
  var usage: Double?
  var calls: Int
  var tickets: Int
  /// 1…5; nil: did not answer, which unhappy customers do more often.
  var satisfaction: Int?
  var daysSinceLogin: Int
  var latePayments: Int
  var devices: Int
  var household: Int
  var newsletter: Bool
  var churned = false

  init(row: Int, of rows: Int, isLater: Bool, _ generator: inout SeededGenerator) {
    // Rows are in the order of time.
    let span = isLater ? 181 : 365
    observed = CivilDate(days: CivilDate(year: isLater ? 2026 : 2025, month: 1, day: 1).days + row * span / rows)
    let month = isLater ? observed.month : 0
    gender = generator.unit() < 0.5 ? "female" : "male"
    age = min(95, max(18, Int(44 + 15 * generator.normal())))
    region = "R\(10 + Int(12 * generator.unit() * generator.unit()))"
    plan = generator.pick([("mobile", 0.35), ("dsl", 0.25), ("fiber", 0.3), ("cable", 0.1)])
    let monthly = month >= 3 ? 0.9 : 0.5
    contract = generator.pick([
      ("month-to-month", monthly), ("one-year", (1 - monthly) * 0.55), ("two-year", (1 - monthly) * 0.45),
    ])
    let isWallet = generator.unit() < (month >= 3 ? 0.2 : 0)
    let usual = generator.pick([("card", 0.4), ("transfer", 0.25), ("check", 0.2), ("debit", 0.15)])
    payment = isWallet ? "wallet" : usual
    channel = generator.pick([("shop", 0.3), ("web", 0.4), ("phone", 0.2), ("partner", 0.1)])
    tenure = min(120, Int(-32 * log(1 - generator.unit())))
    charge = max(10, 58 + 20 * generator.normal() + (month >= 2 ? 14 : 0))
    discount = generator.unit() < 0.75 ? 0 : 5 * (1 + generator.index(below: 6))
    let used = -28 * log(1 - generator.unit())
    usage = generator.unit() < 0.06 ? nil : used
    calls = generator.poisson(9)
    tickets = generator.poisson(month >= 4 ? 2.6 : 1.1)
    let mood = min(5, max(1, Int((3.4 + 1.1 * generator.normal()).rounded())))
    satisfaction = generator.unit() < (mood <= 2 ? 0.45 : 0.15) ? nil : mood
    daysSinceLogin = min(180, Int(-14 * log(1 - generator.unit())))
    latePayments = generator.unit() < 0.8 ? 0 : 1 + generator.poisson(0.7)
    devices = 1 + generator.poisson(1.4)
    household = 1 + generator.poisson(1.2)
    newsletter = generator.unit() < 0.4
    churned = generator.unit() < 1 / (1 + exp(-logOdds(mood: mood, usage: used)))
  }

  /// The true model. Gender, age, region, channel, calls, devices and household have no effect.
  func logOdds(mood: Int, usage: Double) -> Double {
    var z = -2.3
    z += contract == "month-to-month" ? 1.5 : contract == "two-year" ? -1.2 : 0
    z += payment == "check" ? 0.7 : 0
    z -= 0.03 * Double(min(tenure, 60) - 24)
    z += 0.025 * (charge - 58)
    z -= 0.03 * Double(discount)
    z += 0.4 * Double(min(tickets, 5))
    z -= 0.6 * Double(mood - 3)
    z += 0.025 * Double(min(daysSinceLogin, 60) - 14)
    z += 0.5 * Double(min(latePayments, 3))
    z += plan == "fiber" && tickets >= 3 ? 1.0 : 0
    z += 0.7 * cos(usage / 12)
    z += newsletter ? -0.2 : 0
    return z
  }

  func append(to text: inout CSVText, id: Int) {
    text.field("C\(id)")
    text.field(observed.text)
    text.field(gender)
    text.field(age)
    text.field(region)
    text.field(plan)
    text.field(contract)
    text.field(payment)
    text.field(channel)
    text.field(tenure)
    text.field(tenths: charge)
    text.field(discount)
    text.field(tenths: usage)
    text.field(calls)
    text.field(tickets)
    text.field(satisfaction.map(String.init) ?? "")
    text.field(daysSinceLogin)
    text.field(latePayments)
    text.field(devices)
    text.field(household)
    text.field(newsletter ? "yes" : "no")
    text.end(churned ? "yes" : "no")
  }
}

extension SeededGenerator {
  /// Knuth's product method; for small means.
  mutating func poisson(_ mean: Double) -> Int {
    let limit = exp(-mean)
    var (count, product) = (0, unit())
    while product > limit {
      count += 1
      product *= unit()
    }
    return count
  }

  /// One of the words; their shares sum to 1.
  mutating func pick(_ words: [(String, Double)]) -> String {
    var rest = unit()
    for (word, share) in words {
      rest -= share
      if rest < 0 { return word }
    }
    return words[words.count - 1].0
  }
}
