import GRDB
import Vocabulary

extension FactStore {
    /// The denial for a reader who comes to a door that opens to those who have a capability, or are signed in.
    package func refusal(of reader: Reader, lacking capability: Capability?, to subject: String) async throws -> Denial
    {
        try await readTables { [self] db in
            let standing = try standing(of: reader, in: db)
            let ask = try Agency.fetch(db, standing.agency > 0 ? standing.agency : AgencyNumber.local.rawValue)
            return Denial(
                standing.agency > 0 ? .capability : .signIn,
                capability: capability,
                subject: subject,
                ask: ask
            )
        }
    }

    /// The name under which a reader's agency hands things in.
    package func agencyName(of reader: Reader) async throws -> String {
        try await readTables { db in
            guard let agency = try Agency.fetch(db, reader.agency.rawValue) else {
                throw StoreError(.notFound, "There is no agency \(reader.agency.rawValue).")
            }
            return agency.name
        }
    }

    /// Why a reader does not see a thing, and whom to ask; nil if they see it, it is not there, or they are not to know
    /// that it is: what is TLP:RED is told to nobody, what is sealed to those who open seals, other things to those who
    /// are signed in.
    public func denial(of subject: GuardedSubject, to reader: Reader) async throws -> Denial? {
        let isSeen = try await read(as: reader) { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM \"\(subject.kind)\" WHERE id = ?)",
                arguments: [subject.id]
            )
        }
        if isSeen == true { return nil }
        return try await readTables { [self] db in
            guard let data = try Self.ownership(of: subject.kind, subject.id, in: db),
                let marking = HandlingMarking(rawValue: data.marking)
            else { return nil }
            let standing = try standing(of: reader, in: db)
            let ask = try Agency.fetch(db, data.agency)
            if standing.sees(marking, of: data.agency, isNamed: standing.named.contains(subject)) {
                guard standing.capabilities.contains(.openSeals) else { return nil }
                return Denial(.sealed, capability: .openSeals, subject: subject.kind, ask: ask)
            }
            if standing.agency <= 0 {
                return marking == .green ? Denial(.signIn, subject: subject.kind, ask: ask) : nil
            }
            return marking == .red ? nil : Denial(.marking, subject: subject.kind, ask: ask)
        }
    }

    /// Why a reader does not get a column of a row that they see, and whom to ask; nil if they get it.
    ///
    /// - Parameters:
    ///   - field: The column, as ``RedactedField/name`` writes it; `withheld` in the row names it.
    ///   - owner: Whose row it is.
    ///   - reader: Who asks.
    public func denial(ofField field: String, of owner: AgencyNumber, to reader: Reader) async throws -> Denial? {
        guard let redacted = RedactedField.all.first(where: { $0.name == field }) else { return nil }
        return try await readTables { [self] db in
            let standing = try standing(of: reader, in: db)
            let ask = try Agency.fetch(db, owner.rawValue)
            guard standing.capabilities.contains(redacted.capability) else {
                let reason: Denial.Reason = standing.agency <= 0 ? .signIn : .capability
                return Denial(reason, capability: redacted.capability, subject: field, ask: ask)
            }
            let isMissing = redacted.isSensitive && standing.needsReason && reader.reason == nil
            return isMissing ? Denial(.purpose, subject: field, ask: ask) : nil
        }
    }
}
