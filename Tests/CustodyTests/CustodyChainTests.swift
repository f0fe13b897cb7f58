import Custody
import Testing
import Vocabulary

@Suite struct CustodyChainTests {
    @Test func `a journey without a fault has no flag, and each of its minutes a custodian`() {
        let chain = CustodyChain(stone, wholeJourney, asOf: moment(9_000))
        #expect(chain.flags == [])
        #expect(chain.isUnbroken)
        #expect(chain.standing == .ended)
        #expect(chain.milligrams == 148_000)
        #expect(
            chain.spans.map { "\($0.holder) \($0.from.text.dropLast(8)) \($0.isCarrier)" } == [
                "inspector 2026-01-01T00:00 false", "courier 2026-01-01T01:00 true",
                "laboratory 2026-01-01T10:00 false",
                "store 2026-01-01T13:20 false",
            ]
        )
        #expect(chain.spans.last?.until == moment(5_000))
    }

    /// What is done to the journey, and the flags that it then has.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let flags: [CustodyFlag.Kind]
        let change: @Sendable (inout [CustodyEvent]) -> Void

        init(_ name: String, _ flags: [CustodyFlag.Kind], _ change: @escaping @Sendable (inout [CustodyEvent]) -> Void)
        {
            (testDescription, self.flags, self.change) = (name, flags, change)
        }
    }

    static let faults: [Fault] = [
        Fault("nobody collected it", [.noCollection]) { $0.removeFirst() },
        Fault("it was collected twice", [.collectedTwice]) { $0.insert(entry(20, 30, "inspector", .collected), at: 2) },
        Fault("it went from nobody to nobody", [.gap]) {
            $0[2] = entry(3, 60, "inspector", .released(to: "laboratory", carrier: nil))
            $0[3] = entry(4, 600, "laboratory", .received(from: "inspector", seals: ["A-1"], isIntact: true))
        },
        Fault("it was taken without being given", [.overlap]) { $0.remove(at: 2) },
        Fault("it never arrived", [.notTheHolder]) { $0.remove(at: 3) },
        Fault("somebody else got it", [.otherReceiver, .notTheHolder]) {
            $0[3] = entry(4, 600, "cleaner", .received(from: "courier", seals: ["A-1"], isIntact: true))
        },
        Fault("somebody else gave it", [.otherGiver]) {
            $0[3] = entry(4, 600, "laboratory", .received(from: "stranger", seals: ["A-1"], isIntact: true))
        },
        Fault("another seal was on it", [.sealsDiffer]) {
            $0[3] = entry(4, 600, "laboratory", .received(from: "courier", seals: ["A-9"], isIntact: true))
            $0[4] = entry(5, 700, "laboratory", .opened(breaking: ["A-9"]))
        },
        Fault("its seal was broken", [.sealsBroken]) {
            $0[3] = entry(4, 600, "laboratory", .received(from: "courier", seals: ["A-1"], isIntact: false))
        },
        Fault("nobody read its seal", [.sealsNotRead]) {
            $0[3] = entry(4, 600, "laboratory", .received(from: "courier", seals: nil, isIntact: nil))
        },
        Fault("the old seal was put on again", [.sealUsedTwice]) {
            $0[8] = entry(9, 740, "laboratory", .sealed("A-1"))
            $0[10] = entry(11, 800, "store", .received(from: "laboratory", seals: ["A-1"], isIntact: true))
        },
        Fault("it was tested under seal", [.openWhileSealed, .openWhileSealed, .sealsDiffer]) { $0.remove(at: 4) },
        Fault("it went out open", [.movedUnsealed, .sealsDiffer]) { $0.remove(at: 8) },
        Fault("it lost weight", [.massDiffers]) { $0[5] = entry(6, 701, "laboratory", .weighed(200_000)) },
        Fault("more was taken than was there", [.partsExceed]) {
            $0[7] = entry(8, 730, "laboratory", .divided(into: ["X-1/1"], milligrams: [900_000]))
        },
        Fault("it was carried for four days", [.longTransit]) {
            for index in $0.indices.dropFirst(3) { $0[index] = later($0[index], 4 * 1_440) }
        },
        Fault("it was lost for a while", [.lost]) {
            $0.insert(entry(20, 1_000, "store", .lost), at: 12)
            $0.insert(entry(21, 2_000, "store", .found), at: 13)
        },
        Fault("it was found without being lost", [.foundNotLost]) {
            $0.insert(entry(21, 2_000, "store", .found), at: 12)
        },
        Fault("something was done after the end", [.afterEnd, .gap, .noCollection]) {
            $0.append(entry(20, 6_000, "store", .moved))
        },
        Fault("no purpose was said", [.purposeMissing]) {
            $0[4] = entry(5, 700, "laboratory", .opened(breaking: ["A-1"]), purpose: " ")
        },
        Fault("it was written two days later", [.writtenLate]) {
            $0[11] = entry(12, 900, "store", .moved, written: 900 + 2 * 1_440)
        },
        Fault("it was dated ahead", [.datedAhead, .writtenBetween]) {
            $0[11] = entry(12, 900, "store", .moved, written: 100)
        },
        Fault("it was put between others", [.writtenBetween]) {
            $0.insert(entry(20, 50, "inspector", .moved, written: 500), at: 2)
        },
        Fault("an entry was struck", [.struck, .movedUnsealed, .sealsDiffer]) {
            $0.append(entry(20, 5_001, "laboratory", .struck("e9")))
        },
        Fault("somebody else struck it", [.strikesNothing]) { $0.append(entry(20, 5_001, "store", .struck("e9"))) },
        Fault("a working copy of a stone", [.wrongNature]) {
            $0.insert(entry(20, 30, "inspector", .copied(sha256: [], tool: "cp")), at: 2)
        },
    ]

    static func later(_ event: CustodyEvent, _ minutes: Int) -> CustodyEvent {
        let (at, recorded) = (event.at.milliseconds + minutes * 60_000, event.recorded.milliseconds + minutes * 60_000)
        return CustodyEvent(
            event.id,
            of: event.exhibit,
            at: UTCInstant(milliseconds: at) ?? event.at,
            recorded: UTCInstant(milliseconds: recorded) ?? event.recorded,
            by: event.by,
            event.act,
            purpose: event.purpose,
            place: event.place
        )  // fmt: skip
    }

    @Test(arguments: faults)
    func `each fault has its flag`(_ fault: Fault) {
        var log = wholeJourney
        fault.change(&log)
        let chain = CustodyChain(stone, log, asOf: moment(9_000))
        #expect(Set(chain.flags.map(\.kind)) == Set(fault.flags), "\(chain.flags.map(\.kind.rawValue))")
    }

    @Test func `each kind of flag is shown by a fault`() {
        let elsewhere: Set<CustodyFlag.Kind> = [.idUsedTwice, .neverArrived, .contentDiffers]
        #expect(Set(Self.faults.flatMap(\.flags)).union(elsewhere) == Set(CustodyFlag.Kind.allCases))
    }

    @Test func `what nobody got is told as long as nobody has it`() {
        let chain = CustodyChain(stone, Array(wholeJourney.prefix(3)), asOf: moment(9_000))
        #expect(chain.flags.map(\.kind) == [.neverArrived])
        #expect(chain.flags.first?.until == nil)
        #expect(chain.standing == .inTransit(to: "laboratory", carrier: "courier"))
        let early = CustodyChain(stone, Array(wholeJourney.prefix(3)), asOf: moment(61))
        #expect(early.flags == [])
    }

    @Test func `a file whose bytes are others is named`() {
        let log = [
            entry(1, 0, "officer", .collected, of: file),
            entry(2, 5, "officer", .copied(sha256: [1], tool: "cp"), of: file),
            entry(3, 9, "officer", .verified(sha256: Array(repeating: 7, count: 32)), of: file),
        ]
        #expect(CustodyChain(file, log, asOf: moment(10)).flags == [])
        let changed = log + [entry(4, 9, "officer", .verified(sha256: Array(repeating: 8, count: 32)), of: file)]
        let chain = CustodyChain(file, changed, asOf: moment(10))
        #expect(chain.flags.map(\.kind) == [.contentDiffers])
        #expect(!chain.isUnbroken)
    }

    @Test func `two entries of one name stand for nothing`() {
        let log = wholeJourney + [entry(1, 0, "stranger", .collected)]
        let chain = CustodyChain(stone, log, asOf: moment(9_000))
        #expect(chain.flags.map(\.kind).contains(.idUsedTwice))
        #expect(chain.flags.map(\.kind).contains(.noCollection))
        #expect(!chain.isUnbroken)
    }

    @Test func `the same entry that arrives twice is one`() {
        #expect(
            CustodyChain(stone, wholeJourney + wholeJourney, asOf: moment(9_000))
                == CustodyChain(stone, wholeJourney, asOf: moment(9_000))
        )
    }

    @Test func `a log of nothing says that nothing is known`() {
        let chain = CustodyChain(stone, [], asOf: moment(0))
        #expect(chain.standing == .unknown && chain.flags.isEmpty && chain.spans.isEmpty)
    }
}
