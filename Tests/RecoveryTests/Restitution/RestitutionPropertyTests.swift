import KernelSamples
import Recovery
import Testing
import Vocabulary

@Suite("Compensation by chance")
struct RestitutionPropertyTests {
    private static func deed(_ dice: inout Dice, _ file: ActFile<RestitutionRules>, _ step: Int) -> RestitutionDeed {
        let id = ClaimID("c\(dice.roll(0...14))")
        let money = Money(minorUnits: dice.roll(-10...90_000), dollars)
        switch dice.roll(0...19) {
        case 0, 1: return .receive("r\(step)", AssetID("a\(dice.roll(0...2))"), Booked(money))
        case 2: return .cost("k\(dice.roll(0...30))", Booked(money), purpose: "fee")
        case 3...5:
            let victims = pick(VictimClass.allCases, &dice)
            let asked = Money(minorUnits: dice.roll(1...90_000), dollars)
            let claim = FundStory.claim(id.rawValue, victims, 1, of: "p\(dice.roll(0...20))")
            return .claim(
                Claim(
                    id,
                    of: claim.claimant,
                    victims,
                    district: "d",
                    harm: "h",
                    period: claim.period,
                    evidence: [paper],
                    asked: asked
                )
            )
        case 6...8: return .decide(id, dice.roll(0...4) == 0 ? .refused : .approved(money))
        case 9: return .appeal(id)
        case 10: return .decideAppeal(id, dice.roll(0...2) == 0 ? .refused : .approved(money))
        case 11: return dice.roll(0...3) == 0 ? .withdraw(id) : .exclude(ActorID("p\(dice.roll(0...40))"), .suspect)
        case 12:
            return .assembly(
                id,
                Assembly(on: day("2026-01-01"), measure: "well", inFavour: dice.roll(0...9), against: 3, minutes: paper)
            )
        case 13, 14:
            let kept = dice.roll(0...500)
            var lines = file.rules.plan(of: file.state, on: day("2026-01-01", plus: step), keeping: kept)
            if dice.roll(0...4) == 0, !lines.isEmpty { lines.removeLast() }
            return .adopt("p\(step)", keeping: kept == 0 ? nil : Money(minorUnits: kept, dollars), lines)
        case 15...17:
            guard let line = (file.state.plan?.lines).flatMap({ $0.isEmpty ? nil : pick($0, &dice) }) else {
                return .pay(PaymentID("y\(step)"), id, money)
            }
            let rest = line.minorUnits - (file.state.claims[line.claim]?.paid ?? 0)
            let amount = dice.roll(0...3) == 0 ? rest + 1 : dice.roll(0...max(0, rest))
            return .pay(PaymentID("y\(step)"), line.claim, Money(minorUnits: amount, dollars))
        case 18: return .returned(PaymentID("y\(dice.roll(0...max(0, step)))"))
        default: return .passOn("o\(step)", money, .treasury)
        }
    }

    @Test(arguments: 1...40) func everyPrefixBalancesAndEveryPlanGivesExactlyWhatThereIs(_ seed: Int) throws {
        print("seed \(seed)")
        var dice = Dice(seed: UInt64(seed))
        var file = ActFile(try FundStory.rules())
        try file.act("2026-01-01", .open(dollars))
        var (income, spent, paid, passed) = (0, 0, [PaymentID: Int](), 0)
        for step in 0..<500 {
            let deed = Self.deed(&dice, file, step)
            let before = file.state
            let act = Act(day("2026-01-01", plus: step), by: ActorID("x"), because: "chance", on: paper, deed)
            if refusal({ try file.append(act) }) != nil {
                #expect(file.state == before)
                continue
            }
            switch deed {
            case .receive(_, _, let booked): income += booked.money.minorUnits
            case .cost(_, let booked, _): spent += booked.money.minorUnits
            case .pay(let id, _, let money): paid[id] = money.minorUnits
            case .returned(let id): paid[id] = nil
            case .passOn(_, let money, _): passed += money.minorUnits
            case .adopt(_, let kept, let lines):
                let toClaims = before.claims.values.reduce(0) { $0 + $1.paid }
                let held = before.account?.held ?? 0
                let most = before.claims.values.reduce(0) { sum, filed in
                    sum + (before.excluded[filed.claim.claimant] == nil ? filed.entitlement(on: act.day) : filed.paid)
                }
                // All that there is, or all that anybody may get: no minor unit is lost.
                let available = held - (kept?.minorUnits ?? 0) + toClaims
                #expect(lines.reduce(0) { $0 + $1.minorUnits } == min(available, most))
                for line in lines { #expect(line.minorUnits >= before.claims[line.claim]?.paid ?? 0) }
            default: break
            }
            let account = try #require(file.state.account)
            #expect(file.state.isBalanced)
            #expect(account.paid + account.costs + account.held == income && account.realised == income)
            #expect(account.paid == paid.values.reduce(0, +) + passed && account.incurred == spent)
            for filed in file.state.claims.values {
                #expect(filed.paid >= 0 && filed.paid <= filed.claim.asked.minorUnits)
            }
        }
        #expect(try ActFile(file.rules, acts: file.acts).state == file.state)
        #expect(income > 0)
    }

    @Test func chancePaysReturnsAndPassesOn() throws {
        var (payments, returns, plans) = (0, 0, 0)
        for seed in 1...40 {
            var dice = Dice(seed: UInt64(seed))
            var file = ActFile(try FundStory.rules())
            try file.act("2026-01-01", .open(dollars))
            for step in 0..<500 {
                let deed = Self.deed(&dice, file, step)
                let act = Act(day("2026-01-01", plus: step), by: ActorID("x"), because: "chance", on: paper, deed)
                _ = refusal { try file.append(act) }
            }
            payments += file.state.payments.count
            returns += file.state.payments.values.count { $0.returnedBy != nil }
            plans += file.state.plan == nil ? 0 : 1
        }
        #expect(payments > 100 && returns > 5 && plans > 30, "\(payments) \(returns) \(plans)")
    }
}
