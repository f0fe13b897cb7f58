import Recovery
import Vocabulary

/// What the worked examples of the pages print, made from the acts themselves.
enum Transcript {
    private static func word(_ deed: Any) -> String {
        String(String(describing: deed).prefix { $0 != "(" })
    }

    private static func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, width - text.count))
        return right ? spaces + text : text + spaces
    }

    private static func digits(_ minorUnits: Int) -> String {
        String(Money(minorUnits: minorUnits, dollars).description.dropLast(4))
    }

    /// The asset of the story, an act a line, with the stage and the books after it.
    static func asset() throws -> String {
        var lines = [row("day", "act", "stage", ["realised", "costs", "unmet", "paid", "held"])]
        for count in 1...AssetStory.deeds.count {
            let state = try AssetStory.file(count).state
            let (on, deed) = AssetStory.deeds[count - 1]
            guard let account = state.account else { continue }
            let sums = [account.realised, account.costs, account.unmet, account.paid, account.held]
            lines.append(row(on, word(deed), state.stage?.rawValue ?? "", sums.map(digits)))
        }
        return lines.joined(separator: "\n")
    }

    private static func row(_ day: String, _ act: String, _ stage: String, _ sums: [String]) -> String {
        ([pad(day, 10), pad(act, 16), pad(stage, 22)] + sums.map { pad($0, 9, right: true) }).joined(separator: " ")
    }

    /// The plan of the story.
    static func plan() throws -> String {
        let file = try FundStory.paid()
        var lines = [
            [pad("claim", 6), pad("class", 10), "rank", pad("approved", 10, right: true), pad("gets", 10, right: true)]
                .joined(separator: " ")
        ]
        for line in file.state.plan?.lines ?? [] {
            guard let filed = file.state.claims[line.claim] else { continue }
            let approved = digits(filed.entitlement(on: day("2026-11-02")))
            lines.append(
                [
                    pad(line.claim.rawValue, 6), pad(filed.claim.victims.rawValue, 10),
                    pad(String(file.rules.guide.priority(of: filed.claim.victims)), 4), pad(approved, 10, right: true),
                    pad(digits(line.minorUnits), 10, right: true),
                ].joined(separator: " ")
            )
        }
        return lines.joined(separator: "\n")
    }

    /// The public ledger of the story.
    static func ledger() throws -> String {
        let state = try FundStory.paid().state
        let ledger = state.publicLedger(classes: VictimClass.allCases, districts: state.districts, leastPeople: 5)
        func text(_ cell: PublicLedger.Cell) -> String {
            switch cell {
            case .told(0, _): "0"
            case .told(let people, let sum): "\(people): \(digits(sum))"
            case .hidden: "hidden"
            }
        }
        let head = [pad("class", 10)] + (ledger.columns + ["all"]).map { pad($0, 14, right: true) }
        var lines = [head.joined(separator: " ")]
        for (index, name) in ledger.rows.enumerated() {
            let cells = ledger.cells[index] + [ledger.rowSums[index]]
            lines.append(([pad(name, 10)] + cells.map { pad(text($0), 14, right: true) }).joined(separator: " "))
        }
        let sums = ledger.columnSums + [ledger.total]
        lines.append(([pad("all", 10)] + sums.map { pad(text($0), 14, right: true) }).joined(separator: " "))
        return lines.joined(separator: "\n")
    }

    /// The inquiry of the story.
    static func inquiry() throws -> String {
        var lines = [[pad("day", 10), pad("act", 10), "stage"].joined(separator: " ")]
        for count in 1...InquiryStory.deeds.count {
            let state = try InquiryStory.file(count).state
            let (on, deed) = InquiryStory.deeds[count - 1]
            lines.append([pad(on, 10), pad(word(deed), 10), state.stage?.rawValue ?? ""].joined(separator: " "))
        }
        return lines.joined(separator: "\n")
    }
}
