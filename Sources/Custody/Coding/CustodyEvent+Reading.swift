public import Formats
import Vocabulary

extension CustodyEvent {
    /// Reads an entry from its JSON.
    ///
    /// - Throws: ``CustodyFault`` with the member that is missing, unknown or not what it has to be.
    public init(reading bytes: [UInt8]) throws(CustodyFault) {
        let node: JSONNode
        do {
            node = try JSONNode(parsing: bytes, numbers: .safeIntegers)
        } catch {
            throw .notJSON(offset: error.offset)
        }
        try self.init(reading: node)
    }

    /// Reads an entry.
    public init(reading node: JSONNode) throws(CustodyFault) {
        guard let members = node.members else { throw .notJSON(offset: 0) }
        var fields = CustodyFields(members)
        let (id, exhibit) = (try fields.name("id"), try fields.name("exhibit"))
        let (at, recorded) = (try fields.moment("at"), try fields.moment("recorded"))
        let by = try fields.name("by")
        let act = try CustodyAct(&fields)
        let (purpose, place) = (try fields.words("purpose"), try fields.words("place"))
        let witness = try fields.nameIfThere("witness")
        try fields.close()
        self.init(
            CustodyEventID(id),
            of: ExhibitID(exhibit),
            at: at,
            recorded: recorded,
            by: CustodianID(by),
            act,
            purpose: purpose,
            place: place,
            witness: witness.map { CustodianID($0) }
        )
    }
}

extension CustodyAct {
    fileprivate init(_ fields: inout CustodyFields) throws(CustodyFault) {
        switch try fields.name("act") {
        case "collected": self = .collected
        case "released":
            let receiver = CustodianID(try fields.name("to"))
            self = .released(to: receiver, carrier: try fields.nameIfThere("carrier").map { CustodianID($0) })
        case "received":
            let giver = CustodianID(try fields.name("from"))
            let seals = try fields.namesIfThere("seals").map { Set($0.map { SealNumber($0) }) }
            self = .received(from: giver, seals: seals, isIntact: try fields.flagIfThere("intact"))
        case "sealed": self = .sealed(SealNumber(try fields.name("seal")))
        case "opened": self = .opened(breaking: Set(try fields.names("seals").map { SealNumber($0) }))
        case "examined":
            let method = try fields.name("method")
            self = .examined(method: method, used: try fields.mass("usedMilligrams"))
        case "divided":
            let parts = try fields.names("parts").map { ExhibitID($0) }
            let masses = try fields.massesIfThere("milligrams")
            if let masses, masses.count != parts.count {
                throw .wrong("milligrams", expected: "one mass for each of the parts")
            }
            self = .divided(into: parts, milligrams: masses)
        case "weighed": self = .weighed(try fields.mass("milligrams"))
        case "copied":
            let sha256 = try fields.digest("sha256")
            self = .copied(sha256: sha256, tool: try fields.name("tool"))
        case "verified": self = .verified(sha256: try fields.digest("sha256"))
        case "moved": self = .moved
        case "lost": self = .lost
        case "found": self = .found
        case "returned": self = .returned(to: CustodianID(try fields.name("to")))
        case "destroyed": self = .destroyed(order: try fields.name("order"))
        case "struck": self = .struck(CustodyEventID(try fields.name("entry")))
        default: throw .wrong("act", expected: "one of the acts of a custody log, such as received")
        }
    }
}
