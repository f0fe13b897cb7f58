import Docket
import Foundation
import KernelSamples
import Testing
import Vocabulary

/// Cases by chance.
@Suite struct CasePropertyTests {
    static let agencies = [police, customs, unit]

    static func deed(_ chance: inout Dice) -> CaseDeed {
        func item(_ chance: inout Dice) -> ItemID { ItemID("i\(Int.random(in: 0..<6, using: &chance))") }
        func agency(_ chance: inout Dice) -> MemberID { agencies.randomElement(using: &chance) ?? police }
        func thing(_ chance: inout Dice) -> CaseReference {
            CaseReference(
                ["record", "exhibit"].randomElement(using: &chance) ?? "",
                "\(Int.random(in: 0..<3, using: &chance))"
            )
        }
        func words(_ chance: inout Dice) -> String {
            ["so it is", "é — “x”", "", "\u{10FFFF}"].randomElement(using: &chance) ?? ""
        }
        let text = words(&chance)
        switch Int.random(in: 0..<38, using: &chance) {
        case 0: return .described(title: text, summary: "")
        case 1: return .paused(reason: text)
        case 2: return .resumed(reason: text)
        case 3:
            return .closed(CaseOutcome.allCases.randomElement(using: &chance) ?? .settled, reason: text, lessons: "")
        case 4: return .reopened(reason: text)
        case 5, 6: return .partnerAdded(agency(&chance), reason: "needed")
        case 7: return .partnerRemoved(agency(&chance), reason: text)
        case 8: return .leadMoved(agency(&chance), reason: text)
        case 9: return .madeKnown(Bool.random(using: &chance))
        case 10: return .sourceAdded(thing(&chance))
        case 11: return .subjectAdded(thing(&chance), role: "suspect")
        case 12: return .subjectRemoved(thing(&chance), reason: text)
        case 13: return .exhibitAdded(thing(&chance))
        case 14: return .noteWritten(item(&chance), text: "seen")
        case 15: return .noteRevised(item(&chance), text: "seen twice")
        case 16: return .taskSet(item(&chance), CaseTask("do it", of: agency(&chance), person: text, due: "2026-03-01"))
        case 17: return .taskDone(item(&chance), words: text)
        case 18: return .taskDropped(item(&chance), reason: "no need")
        case 19:
            return .requested(
                item(&chance),
                CaseRequest(to: agency(&chance), for: "lists", because: "x", due: "2026-03-01")
            )
        case 20: return .requestGiven(item(&chance), words: "here", Bool.random(using: &chance) ? thing(&chance) : nil)
        case 21: return .requestRefused(item(&chance), reason: text)
        case 22: return .requestWithdrawn(item(&chance), reason: "found")
        case 23:
            return .decided(
                item(&chance),
                CaseDecision("go on", because: "so", insteadOf: [text], rests: [thing(&chance)])
            )
        case 24: return .happened(item(&chance), CaseMoment("2026-01", "it left", rests: [thing(&chance)]))
        case 25: return .momentStruck(item(&chance), reason: "wrong")
        case 26: return .offenceConsidered("O0\(Int.random(in: 1...3, using: &chance))")
        case 27: return .offenceDropped("O01", reason: text)
        case 28:
            let offer = ProofOffer(of: "O01.1", rests: thing(&chance), says: "supports", weight: "weak", words: "so")
            return .proofOffered(item(&chance), offer)
        case 29: return .proofLookedAt(item(&chance), agrees: Bool.random(using: &chance), words: "yes")
        case 30: return .hypothesisStated(item(&chance), text: "bought", isInnocent: Bool.random(using: &chance))
        case 31: return .marked(HandlingMarking.allCases.randomElement(using: &chance)?.label ?? text, reason: text)
        case 32: return .actsDated(from: "2026-01-01", to: "2026-01-0\(Int.random(in: 1...3, using: &chance))")
        case 33: return .proofWithdrawalAgreed(item(&chance), words: text)
        case 34: return .stepAnswered("F0\(Int.random(in: 1...3, using: &chance))", isDone: false, words: text)
        case 35:
            let card = CaseTriage(
                of: thing(&chance),
                answers: [
                    .init("scale", true, words: text, rests: [thing(&chance)]),
                    .init("area", false, words: "", rests: []),
                ],
                decision: "formalise",
                because: text,
                without: ["tax"]
            )
            return .triaged(item(&chance), card)
        case 36: return .triageLookedAt(item(&chance), agrees: Bool.random(using: &chance), words: text)
        case 37: return .proofWithdrawn(item(&chance), reason: text)
        default: return .weighed(item(&chance), thing(&chance), consistency: "for", words: "x")
        }
    }

    static func file(_ chance: inout Dice, acts: Int = 60) throws -> (Scribe, refused: Int) {
        var scribe = try opened()
        var refused = 0
        for _ in 0..<acts {
            let agency = agencies.randomElement(using: &chance) ?? police
            let person = ["ana", "ben", "chi"].randomElement(using: &chance) ?? "ana"
            let isOwn = Bool.random(using: &chance)
            if scribe.refusal(agency, deed(&chance), by: person, isOwn: isOwn) != nil { refused += 1 }
        }
        return (scribe, refused)
    }

    @Test func `what somebody sees stands by itself, and is nothing but what they may see`() throws {
        print("seed 51")
        var chance = Dice(seed: 51)
        var (taken, own) = (0, 0)
        for _ in 0..<2_000 {
            let (scribe, _) = try Self.file(&chance)
            taken += scribe.file.acts.count
            own += scribe.file.acts.count(where: \.isOwn)
            for agency in scribe.file.state.members {
                let seen = try #require(scribe.file.seen(by: agency))
                #expect(seen.setAside.isEmpty, "an act hangs on what \(agency) does not see: \(seen.setAside)")
                #expect(seen.acts == scribe.file.acts.filter { !$0.isOwn || $0.agency == agency })
                #expect(seen.state.members == scribe.file.state.members && seen.state.stage == scribe.file.state.stage)
            }
        }
        #expect(taken > 10_000 && own > 300)
    }

    @Test func `a file that is read again is the same`() throws {
        print("seed 52")
        var chance = Dice(seed: 52)
        for _ in 0..<300 {
            let (scribe, refused) = try Self.file(&chance)
            #expect(refused > 0)
            let acts = try scribe.file.acts.map { try CaseAct(reading: $0.bytes()) }
            #expect(acts == scribe.file.acts)
            let again = CaseFile(acts)
            #expect(again.state == scribe.file.state && again.setAside.isEmpty)
        }
    }

    @Test func `what is changed by chance is read as it stands or refused`() throws {
        print("seed 53")
        var chance = Dice(seed: 53)
        let (scribe, _) = try Self.file(&chance, acts: 200)
        let all = try scribe.file.acts.map { try $0.bytes() }
        var refused = 0
        for _ in 0..<20_000 {
            guard var bytes = all.randomElement(using: &chance) else { return }
            bytes[Int.random(in: bytes.indices, using: &chance)] = UInt8.random(in: 0...255, using: &chance)
            do throws(CaseAct.Fault) {
                let act = try CaseAct(reading: bytes)
                #expect(try act.bytes() == bytes, "what was read is what stands there")
            } catch { refused += 1 }
        }
        #expect(refused > 5_000)
    }

    @Test(arguments: [
        #"{"agency":1,"at":"2026-01-01T00:00:00.000Z","by":"a","deed":{"madeKnown":{"_0":true}},"id":"x","id":"y","isOwn":false}"#,
        #"{"agency":1,"at":"2026-01-01T00:00:00.000Z","by":"a","deed":{"madeKnown":{"_0":true}},"id":"x","isOwn":false,"more":1}"#,
        #"{"agency":1,"at":"2026-01-01","by":"a","deed":{"madeKnown":{"_0":true}},"id":"x","isOwn":false}"#,
        #"{"agency":1.0,"at":"2026-01-01T00:00:00.000Z","by":"a","deed":{"madeKnown":{"_0":true}},"id":"x","isOwn":false}"#,
        #"{"agency":1,"at":"2026-01-01T00:00:00.000Z","by":"a","deed":{"eaten":{}},"id":"x","isOwn":false}"#,
        #"{"agency":1}"#, "[]", "",
    ])
    func `what is no act is refused`(_ text: String) {
        #expect(throws: CaseAct.Fault.self) { try CaseAct(reading: Array(text.utf8)) }
    }
}
