import KernelSamples
import Recovery
import Testing
import Vocabulary

/// Acts by chance, lawful or not: no order of them breaks the books or takes a step that the law does not know.
@Suite("Assets by chance")
struct AssetPropertyTests {
    /// The ways of the programme's own list, written here again so that the code cannot agree with itself.
    private static let ways: Set<String> = [
        "identified>restraint-requested", "restraint-requested>frozen-or-seized", "frozen-or-seized>managed",
        "managed>confiscation-requested", "confiscation-requested>confiscated", "confiscated>realised",
        "realised>distributed", "distributed>closed", "restraint-requested>released", "frozen-or-seized>released",
        "managed>released", "confiscation-requested>released", "frozen-or-seized>confiscation-requested",
    ]

    private static func deed(_ dice: inout Dice, _ step: Int) -> AssetDeed {
        let money = Money(minorUnits: dice.roll(-5...2_000_000), dice.roll(0...9) == 0 ? currency("EUR") : dollars)
        let id = "i\(dice.roll(0...60))"
        let today = day("2026-03-02", plus: step)
        switch dice.roll(0...13) {
        case 0...3:
            var told: [Particular: ParticularValue] = [:]
            for particular in Particular.allCases where dice.roll(0...30) > 0 {
                let offset =
                    [.expiry, .appealEnd, .reviewDay].contains(particular) ? dice.roll(-1...60) : dice.roll(-60...1)
                told[particular] =
                    particular.isDay ? .day(CalendarDay(clamping: today.number + offset)) : .text("words")
            }
            return .move(pick(AssetStage.allCases, &dice), told)
        case 4, 5: return .cost(id, Booked(money), purpose: "cost")
        case 6: return .reverseCost(id)
        case 7, 8: return .receive(id, Booked(money), buyer: "buyer", order: dice.roll(0...1) == 0 ? nil : "order")
        case 9: return .payOut(id, Booked(money), pick([.treasury, .holder, .fund("f")], &dice))
        case 10: return .care(pick(["weigh", "duplicate-sample", "two-assays", "reference-sample"], &dice))
        case 11: return .checkBuyer(BuyerCheck(buyer: "buyer", licence: dice.roll(0...3) > 0 ? "l" : nil, ties: []))
        case 12: return dice.roll(0...4) == 0 ? .thirdParty(id, claimant: "c") : .answerThirdParty(id, decision: "no")
        default: return .consent(by: "holder")
        }
    }

    @Test(arguments: 1...40) func theBooksBalanceAndOnlyLawfulWaysAreTaken(_ seed: Int) throws {
        print("seed \(seed)")
        var dice = Dice(seed: UInt64(seed))
        var file = try AssetStory.file(1)
        var taken: [String] = []
        // Reckoned from the acts that were taken, beside the account.
        var (income, spent, out) = (0, [String: Int](), 0)
        for step in 0..<400 {
            let deed = Self.deed(&dice, step / 4)
            let stage = file.state.stage
            let before = file.state
            let act = Act(day("2026-03-02", plus: step / 4), by: ActorID("x"), because: "chance", on: paper, deed)
            if let refused = refusal({ try file.append(act) }) {
                #expect(file.state == before && !refused.description.isEmpty)
                if case .move(let next, _) = deed, let stage, refused.reason == .notLawful {
                    #expect(!Self.ways.contains("\(stage.rawValue)>\(next.rawValue)"))
                }
                continue
            }
            switch deed {
            case .move(let next, _): taken.append("\(stage?.rawValue ?? "")>\(next.rawValue)")
            case .cost(let id, let booked, _): spent[id] = booked.money.minorUnits
            case .reverseCost(let id): spent[id] = nil
            case .receive(_, let booked, _, _): income += booked.money.minorUnits
            case .payOut(_, let booked, _):
                out += booked.money.minorUnits
                #expect(stage == .distributed || stage == .released)
            default: break
            }
            let account = try #require(file.state.account)
            #expect(account.isBalanced)
            #expect(account.realised == income && account.paid == out && account.incurred == spent.values.reduce(0, +))
            #expect(account.paid + account.costs + account.held == income)
        }
        #expect(taken.allSatisfy(Self.ways.contains), "\(taken)")
        // Every prefix is a file by itself, and the same one.
        let replayed = try ActFile(file.rules, acts: file.acts)
        #expect(replayed.state == file.state)
    }

    @Test func chanceReachesEveryStage() throws {
        var reached: Set<AssetStage> = []
        for seed in 1...40 {
            var dice = Dice(seed: UInt64(seed))
            var file = try AssetStory.file(1)
            for step in 0..<400 {
                let deed = Self.deed(&dice, step / 4)
                let act = Act(day("2026-03-02", plus: step / 4), by: ActorID("x"), because: "chance", on: paper, deed)
                _ = refusal { try file.append(act) }
            }
            reached.formUnion(file.state.entered.keys)
        }
        // A property of ways that are never walked says nothing.
        #expect(
            reached.isSuperset(of: [.frozen, .managed, .confiscated, .realised, .distributed, .released]),
            "\(reached)"
        )
    }
}
