public import Custody
import Formats
public import Foundation
public import Store
public import Vocabulary

/// Where the exhibits of cases are kept: the kernel `Custody` over the store.
///
/// Who sees a case sees its exhibits. Nothing is changed once it is kept: what was written wrongly is struck out by another
/// entry.
public struct EvidenceOffice: Sendable {
    private let store: FactStore
    private let clock: @Sendable () -> Date
    /// The most bytes of a field.
    private static let longest = 4096

    /// Opens the office over a store.
    public init(_ store: FactStore, clock: @escaping @Sendable () -> Date = { Date() }) {
        (self.store, self.clock) = (store, clock)
    }

    /// The present.
    public var now: UTCInstant { UTCInstant(clock()) }

    // MARK: Reading

    /// The exhibits of a case, in the order of their numbers.
    ///
    /// - Throws: ``EvidenceFault``.
    public func exhibits(of id: Int64, as reader: Reader) async throws -> [CaseExhibit] {
        guard try await store.caseCover(id, as: reader) != nil else { throw EvidenceFault.noSuchCase }
        var exhibits: [CaseExhibit] = []
        for row in try await store.exhibits(of: id, as: reader) {
            exhibits.append(try CaseExhibit(row, try await store.custodyRows(of: row.id, as: reader)))
        }
        return exhibits
    }

    /// Opens the file of an exhibit, to be read piece by piece; the trail says who did, before the first byte is given out.
    ///
    /// - Throws: ``EvidenceFault``; `StoreError` where the file is not what was sealed.
    public func file(of number: Int, in id: Int64, as reader: Reader) async throws -> EvidenceReading {
        guard let cover = try await store.caseCover(id, as: reader) else { throw EvidenceFault.noSuchCase }
        guard let row = try await store.exhibits(of: id, as: reader).first(where: { $0.number == number }) else {
            throw EvidenceFault.noSuchExhibit(number)
        }
        guard let kept = row.file else { throw EvidenceFault.noFile(number) }
        let reading = try store.evidence.reading(kept)
        try await store.noteEvidenceRead(row, in: cover, by: reader)
        return reading
    }

    // MARK: Writing

    /// Adds a thing to a case.
    ///
    /// - Parameters:
    ///   - milligrams: How heavy it was, where it was weighed.
    ///   - request: Made by who adds it, so that what is sent twice adds one.
    /// - Returns: Its number in the case.
    /// - Throws: ``EvidenceFault``, `Denial`.
    public func add(
        _ exhibit: ExhibitDescription,
        milligrams: Int? = nil,
        to id: Int64,
        request: String,
        by reader: Reader
    ) async throws -> Int {
        try await add(exhibit, milligrams: milligrams, file: nil, to: id, request, by: reader).number
    }

    /// Adds a file to a case, sealed already (``EvidenceFiles/intake()``).
    ///
    /// The file is taken away again if it is refused, or came before.
    ///
    /// - Returns: Its number in the case.
    /// - Throws: ``EvidenceFault``, `Denial`.
    public func add(
        _ exhibit: ExhibitDescription,
        file: EvidenceFiles.Kept,
        named name: String,
        to id: Int64,
        request: String,
        by reader: Reader
    ) async throws -> Int {
        do {
            let added = try await add(
                exhibit,
                milligrams: nil,
                file: ExhibitDraft.File(kept: file, name: try Self.text(name, "fileName")),
                to: id,
                request,
                by: reader
            )
            if !added.isNew { store.evidence.discard(file) }
            return added.number
        } catch {
            store.evidence.discard(file)
            throw error
        }
    }

    /// Writes an entry into the custody log of an exhibit; when the log had it is set here.
    ///
    /// - Throws: ``EvidenceFault``, `Denial`.
    public func record(
        _ event: CustodyEvent,
        ofExhibit number: Int,
        in id: Int64,
        by reader: Reader
    ) async throws {
        let exhibit = CaseExhibit.id(number, ofCase: id)
        guard event.exhibit == exhibit else { throw EvidenceFault.otherExhibit(event.exhibit.rawValue) }
        let entry = try entry(event)
        do {
            try await store.addCustody(
                try Self.row(entry),
                toExhibit: number,
                ofCase: id,
                saying: entry.act.word,
                isSame: { Self.isSame($0, as: entry) },
                by: reader
            )
        } catch let error as StoreError {
            switch error.code {
            case .notFound:
                let isThere = try await store.caseCover(id, as: reader) != nil
                throw isThere ? EvidenceFault.noSuchExhibit(number) : .noSuchCase
            case .conflict: throw EvidenceFault.idUsedTwice(event.id.rawValue)
            default: throw error
            }
        }
    }

    // MARK: Pieces

    private func add(
        _ exhibit: ExhibitDescription,
        milligrams: Int?,
        file: ExhibitDraft.File?,
        to id: Int64,
        _ request: String,
        by reader: Reader
    ) async throws -> (number: Int, isNew: Bool) {
        let draft = ExhibitDraft(
            request: try Self.text(request, "request"),
            title: try Self.text(exhibit.title, "title"),
            description: try Self.text(exhibit.description, "description", isNeeded: false),
            milligrams: milligrams,
            file: file
        )
        let collector = CustodianID(exhibit.collectedBy)
        func collected(_ number: Int) -> CustodyEvent {
            CustodyEvent(
                CustodyEventID("collected"),
                of: CaseExhibit.id(number, ofCase: id),
                at: exhibit.collected,
                recorded: now,
                by: collector,
                .collected,
                purpose: exhibit.purpose,
                place: exhibit.place
            )
        }
        let first = try entry(collected(1))
        do {
            return try await store.addExhibit(draft, toCase: id, by: reader) { number in
                try Self.row(
                    CustodyEvent(
                        first.id,
                        of: CaseExhibit.id(number, ofCase: id),
                        at: first.at,
                        recorded: first.recorded,
                        by: first.by,
                        first.act,
                        purpose: first.purpose,
                        place: first.place
                    )
                )
            }
        } catch let error as StoreError where error.code == .notFound {
            throw EvidenceFault.noSuchCase
        }
    }

    /// An entry as the log keeps it.
    private func entry(_ event: CustodyEvent) throws(EvidenceFault) -> CustodyEvent {
        let now = now
        guard event.at.milliseconds <= now.milliseconds else { throw .future }
        return CustodyEvent(
            CustodyEventID(try Self.text(event.id.rawValue, "id")),
            of: event.exhibit,
            at: event.at,
            recorded: now,
            by: CustodianID(try Self.text(event.by.rawValue, "by")),
            event.act,
            purpose: try Self.text(event.purpose, "purpose", isNeeded: false),
            place: try Self.text(event.place, "place", isNeeded: false),
            witness: try event.witness.map { witness throws(EvidenceFault) in
                CustodianID(try Self.text(witness.rawValue, "witness"))
            }
        )
    }

    private static func row(_ event: CustodyEvent) throws -> CustodyRow {
        CustodyRow(id: event.id.rawValue, bytes: try JSONCanonical.bytes(of: event.json, numbers: .safeIntegers))
    }

    /// Whether an entry that is kept says the same: its moment in the log is another one the second time.
    private static func isSame(_ kept: [UInt8], as event: CustodyEvent) -> Bool {
        guard let kept = try? CustodyEvent(reading: kept) else { return false }
        let again = CustodyEvent(
            event.id,
            of: event.exhibit,
            at: event.at,
            recorded: kept.recorded,
            by: event.by,
            event.act,
            purpose: event.purpose,
            place: event.place,
            witness: event.witness
        )
        return again == kept
    }

    private static func text(
        _ text: String,
        _ field: String,
        isNeeded: Bool = true
    ) throws(EvidenceFault) -> String {
        guard let cleaned = try? CaseOffice.text(text), cleaned.utf8.count <= longest,
            !isNeeded || cleaned.contains(where: { !$0.isWhitespace })
        else { throw .notText(field: field) }
        return cleaned
    }
}
