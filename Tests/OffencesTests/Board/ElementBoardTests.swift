import KernelSamples
import Offences
import Testing
import Vocabulary

@Suite("The board of elements")
struct ElementBoardTests {
    private static let now = moment("2026-11-22T12:00:00Z")
    private static let acts = day("2026-03-01")...day("2026-04-15")

    private static func board(_ entries: [BoardEntry], law pack: String? = "simulated") throws -> ElementBoard {
        let catalogue = try Shelf.catalogue()
        return ElementBoard(
            try Shelf.offence("O01"),
            law: try pack.map { try Shelf.law($0, catalogue) },
            acts: acts,
            entries: entries,
            now: now
        )
    }

    private static func look(_ by: String, _ agrees: Bool = true) -> BoardEntry.SecondLook {
        .init(by: OfficerID(by), at: moment("2026-05-03T09:00:00Z"), agrees: agrees, words: "compared")
    }

    @Test func theShippedExampleSaysWhatTheGuideSays() throws {
        let file = try BoardFile(reading: Shelf.bytes("docs/examples/board.json"), file: "board.json")
        let catalogue = try Shelf.catalogue()
        let board = ElementBoard(
            try #require(catalogue[file.offence]),
            law: try Shelf.law(#require(file.pack), catalogue),
            acts: file.acts,
            entries: file.entries,
            now: file.now
        )
        #expect(board.elements.map(\.standing) == [.supported, .partial, .lead, .open])
        #expect(board.elements.map(\.isContested) == [false, true, false, false])
        #expect(board.elements.map(\.law.gap) == [nil, nil, nil, .noProvision])
        #expect(
            board.open == [
                .noneProbative(ElementID("O01.2")), .essential(ElementID("O01.2"), ProofID("O01.2a")),
                .contested(ElementID("O01.2")),
                .unreviewed(ElementID("O01.2"), BoardEntryID("b3")), .leadsAlone(ElementID("O01.3")),
                .unreviewed(ElementID("O01.3"), BoardEntryID("b5")), .nothing(ElementID("O01.4")),
                .law(ElementID("O01.4"), .noProvision),
            ]
        )
        #expect(board.disclosure.map(\.id) == [BoardEntryID("b4")])
        #expect(
            board.whoCanGet.first { $0.agency == AgencyRoleID("cadastre") }?.proofs == [
                ProofID("O01.2a"), ProofID("O01.2c"),
            ]
        )
        #expect(board.seriousCrime == .yes)
    }

    @Test func nothingIsSupportedByNothing() throws {
        let board = try Self.board([], law: nil)
        #expect(board.elements.allSatisfy { $0.standing == .open && $0.law.gap == .noProvision })
        #expect(board.elements.allSatisfy { $0.missing == $0.element.proofs })
        #expect(board.open.count == 2 * board.elements.count + 1 && board.seriousCrime == .unknown)
    }

    @Test func aFindingIsALeadWhateverWeightItIsGiven() throws {
        let board = try Self.board([.make("1", "O01.1a", .supports, .probative, rests: .finding)])
        #expect(board.elements[0].standing == .lead)
        #expect(board.open.contains(.leadsAlone(ElementID("O01.1"))))
    }

    @Test func corroborationAloneIsSaid() throws {
        let point = OpenPoint.noneProbative(ElementID("O01.1"))
        let weak = [BoardEntry.make("1", "O01.1a", .supports, .corroborative), .make("2", "O01.1b", .supports, .lead)]
        #expect(try Self.board(weak).open.contains(point))
        #expect(try !Self.board(weak + [.make("3", "O01.1c")]).open.contains(point))
        #expect(try !Self.board([]).open.contains(point))
    }

    @Test func anElementDoesNotStandWithoutItsEssentialProof() throws {
        let without = try Self.board([.make("1", "O01.2b")])
        #expect(without.elements[1].standing == .partial)
        let lead = try Self.board([.make("1", "O01.2b"), .make("2", "O01.2a", .supports, .lead)])
        #expect(lead.elements[1].standing == .partial)
        let with = try Self.board([.make("1", "O01.2a")])
        #expect(with.elements[1].standing == .supported)
    }

    @Test func whoMadeAnEntryIsNoSecondPerson() throws {
        let own = BoardEntry.make("1", "O01.1a", looks: [Self.look("ana")])
        #expect(!own.isReviewed && !own.isDisputed)
        let other = BoardEntry.make("1", "O01.1a", looks: [Self.look("ana", false), Self.look("rui")])
        #expect(other.isReviewed)
        let disputed = BoardEntry.make("1", "O01.1a", looks: [Self.look("rui"), Self.look("eva", false)])
        #expect(!disputed.isReviewed && disputed.isDisputed)
        #expect(try Self.board([disputed]).open.contains(.disputed(ElementID("O01.1"), BoardEntryID("1"))))
    }

    @Test func oneAloneDoesNotTakeAContradictionAway() throws {
        func withdrawn(_ by: String, _ confirmed: String?, _ reason: String = "wrong site") -> BoardEntry {
            .make(
                "1",
                "O01.2d",
                .contradicts,
                withdrawal: .init(
                    by: OfficerID(by),
                    at: moment("2026-05-04T09:00:00Z"),
                    reason: reason,
                    confirmedBy: confirmed.map { OfficerID($0) }
                )
            )
        }
        for entry in [withdrawn("ana", nil), withdrawn("ana", "ana"), withdrawn("ana", "rui", "  ")] {
            let board = try Self.board([entry])
            #expect(board.elements[1].isContested && board.withdrawn.isEmpty)
            #expect(board.open.contains(.withdrawal(ElementID("O01.2"), BoardEntryID("1"))))
        }
        let board = try Self.board([withdrawn("ana", "rui")])
        #expect(!board.elements[1].isContested && board.withdrawn.count == 1 && board.disclosure.count == 1)
    }

    @Test func supportIsWithdrawnByOneWithAReason() throws {
        let withdrawal = BoardEntry.Withdrawal(
            by: OfficerID("ana"),
            at: moment("2026-05-04T09:00:00Z"),
            reason: "the photo shows another pit"
        )
        let board = try Self.board([.make("1", "O01.1a", withdrawal: withdrawal)])
        #expect(board.elements[0].standing == .open && board.withdrawn.count == 1)
    }

    @Test func twoEntriesWithOneIDCountForNobodyButHideNothing() throws {
        let support = BoardEntry.make("1", "O01.1a")
        let against = BoardEntry.make("1", "O01.1a", .contradicts)
        let board = try Self.board([support, against, support])
        #expect(board.setAside.map(\.reason) == [.twoVersions, .twoVersions])
        #expect(board.elements[0].standing == .open && board.elements[0].isContested)
    }

    @Test func whatLiesInTheFutureDoesNotSupport() throws {
        let later = "2026-12-01T00:00:00Z"
        let board = try Self.board([
            .make("1", "O01.1a", at: later),
            .make("2", "O01.1b", looks: [.init(by: OfficerID("rui"), at: moment(later), agrees: true, words: "x")]),
            .make("3", "O01.1c", .contradicts, at: later),
        ])
        #expect(board.setAside.map(\.reason) == [.inFuture, .inFuture, .inFuture])
        #expect(board.elements[0].standing == .open && board.elements[0].isContested)
    }

    @Test func aProofOfAnotherOffenceIsSetAside() throws {
        let board = try Self.board([.make("1", "O02.1a"), .make("2", "nonsense", .contradicts)])
        #expect(board.setAside.map(\.reason) == [.unknownProof, .unknownProof])
        #expect(board.disclosure.map(\.id) == [BoardEntryID("2")])
        #expect(board.elements.allSatisfy { $0.standing == .open && !$0.isContested })
    }
}

@Suite("Boards by chance")
struct ElementBoardPropertyTests {
    private static let now = moment("2026-11-22T12:00:00Z")

    private static func entry(_ id: Int, _ proofs: [ProofID], _ dice: inout Dice) -> BoardEntry {
        let looks = (0..<Int.random(in: 0...2, using: &dice)).map { _ in
            BoardEntry.SecondLook(
                by: OfficerID(dice.pick(["ana", "rui", "eva"])),
                at: moment("2026-05-0\(Int.random(in: 1...9, using: &dice))T09:00:00Z"),
                agrees: Bool.random(using: &dice),
                words: "x"
            )
        }
        let confirmed: String? = dice.pick([nil, "rui", "ana"])
        let withdrawal = BoardEntry.Withdrawal(
            by: OfficerID(dice.pick(["ana", "rui"])),
            at: moment("2026-05-09T09:00:00Z"),
            reason: dice.pick(["wrong", " "]),
            confirmedBy: confirmed.map { OfficerID($0) }
        )
        return BoardEntry(
            id: BoardEntryID("e\(Int.random(in: 0..<20, using: &dice) == 0 ? 0 : id)"),
            proof: dice.pick(proofs),
            rests: EvidenceReference(dice.pick(EvidenceReference.Kind.allCases), "x\(id)"),
            says: dice.pick(Bearing.allCases),
            weight: dice.pick(EvidenceWeight.allCases),
            words: "seen",
            by: OfficerID(dice.pick(["ana", "rui"])),
            at: moment(dice.pick(["2026-05-02T09:00:00Z", "2026-06-02T09:00:00Z", "2026-12-02T09:00:00Z"])),
            looks: looks,
            withdrawal: Int.random(in: 0..<4, using: &dice) == 0 ? withdrawal : nil
        )
    }

    @Test(arguments: ["O01", "O10", "O16"])
    func orderDoesNotMatterSupportOnlyHelpsAndNothingIsHidden(_ id: String) throws {
        let seed: UInt64 = 1_215
        print("seed \(seed) for \(id)")
        var dice = Dice(seed: seed)
        let offence = try Shelf.offence(id)
        let law = try Shelf.law("simulated", Shelf.catalogue())
        let proofs = offence.elements.flatMap(\.proofs).map(\.id) + [ProofID("O99.9z")]
        func board(_ entries: [BoardEntry]) -> ElementBoard {
            ElementBoard(offence, law: law, acts: nil, entries: entries, now: Self.now)
        }
        for round in 0..<120 {
            let entries = (0..<Int.random(in: 0...14, using: &dice)).map { Self.entry($0, proofs, &dice) }
            let plain = board(entries)
            #expect(board(entries.shuffled(using: &dice)) == plain, "round \(round)")
            #expect(board(entries + entries.prefix(3)) == plain, "what arrives twice changes nothing, round \(round)")
            // Every contradiction is to be disclosed, and stands unless two persons took it back.
            let against = Set(entries.filter { $0.says == .contradicts })
            #expect(Set(plain.disclosure) == against)
            let shown = Set(plain.elements.flatMap(\.proofs).flatMap(\.contradicting))
            for entry in against where entry.proof != ProofID("O99.9z") {
                #expect(shown.contains(entry) || plain.withdrawn.contains(entry), "round \(round) \(entry.id)")
                #expect(shown.contains(entry) || entry.withdrawal?.confirmedBy != nil)
            }
            // Nothing vanishes: every entry stands somewhere.
            let everywhere = Set(
                plain.elements.flatMap(\.proofs).flatMap { $0.supporting + $0.contradicting + $0.unclear }
                    + plain.withdrawn + plain.setAside.map(\.entry)
            )
            #expect(everywhere == Set(entries), "round \(round)")
            // One more that supports makes nothing more missing.
            let more = BoardEntry.make("new", dice.pick(proofs).rawValue, .supports, dice.pick(EvidenceWeight.allCases))
            let after = board(entries + [more])
            for (old, new) in zip(plain.elements, after.elements) {
                #expect(new.standing >= old.standing && new.isContested == old.isContested, "round \(round)")
                #expect(Set(new.missing).isSubset(of: old.missing))
            }
        }
    }
}
