import Custody
import Foundation
import Vocabulary

/// The begin of the log of the tests, and moments after it.
func moment(_ minutes: Int) -> UTCInstant {
    UTCInstant(milliseconds: 1_767_225_600_000 + minutes * 60_000) ?? UTCInstant(Date(timeIntervalSince1970: 0))
}

let stone = Exhibit("X-1", .physical(milligrams: 250_000))
let file = Exhibit("F-1", .digital(sha256: Array(repeating: 7, count: 32)))

extension Exhibit {
    init(_ id: String, _ nature: Nature) { self.init(ExhibitID(id), nature) }
}

/// An entry that was written at once.
func entry(
    _ number: Int,
    _ minutes: Int,
    _ by: String,
    _ act: CustodyAct,
    of exhibit: Exhibit = stone,
    written: Int? = nil,
    purpose: String = "to be compared"
) -> CustodyEvent {
    CustodyEvent(
        CustodyEventID("e\(number)"),
        of: exhibit.id,
        at: moment(minutes),
        recorded: moment(written ?? minutes),
        by: CustodianID(by),
        act,
        purpose: purpose,
        place: "store 2"
    )
}

/// A stone from the pit to the laboratory and back to its owner, without a fault.
let wholeJourney: [CustodyEvent] = [
    entry(1, 0, "inspector", .collected),
    entry(2, 1, "inspector", .sealed("A-1")),
    entry(3, 60, "inspector", .released(to: "laboratory", carrier: "courier")),
    entry(4, 600, "laboratory", .received(from: "courier", seals: ["A-1"], isIntact: true)),
    entry(5, 700, "laboratory", .opened(breaking: ["A-1"])),
    entry(6, 701, "laboratory", .weighed(249_000)),
    entry(7, 720, "laboratory", .examined(method: "LA-ICP-MS", used: 1_000)),
    entry(8, 730, "laboratory", .divided(into: ["X-1/1"], milligrams: [100_000])),
    entry(9, 740, "laboratory", .sealed("A-2")),
    entry(10, 800, "laboratory", .released(to: "store", carrier: nil)),
    entry(11, 800, "store", .received(from: "laboratory", seals: ["A-2"], isIntact: true)),
    entry(12, 900, "store", .moved),
    entry(13, 5_000, "store", .returned(to: "owner")),
]

extension Identifier where RawValue == String {
    /// A name written in a test.
    init(stringLiteral value: String) { self.init(rawValue: value) }
}
extension CustodianID: ExpressibleByStringLiteral {}
extension SealNumber: ExpressibleByStringLiteral {}
extension ExhibitID: ExpressibleByStringLiteral {}
extension CustodyEventID: ExpressibleByStringLiteral {}
