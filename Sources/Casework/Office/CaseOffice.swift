public import Docket
public import Foundation
import Offences
public import Store
public import Vocabulary

/// Where cases are worked on: the kernels `Docket` and `Offences` over the cases of the store.
///
/// What somebody does is worked out first, on the case as it is; the store keeps it only if nothing else came in meanwhile.
public final class CaseOffice: Sendable {
    let store: FactStore
    /// The content about offences.
    public let shelf: OffenceShelf
    let clock: @Sendable () -> Date

    /// How often something is worked out again because others wrote at the same time.
    private static let attempts = 5

    /// Opens the office over a store.
    public init(_ store: FactStore, shelf: OffenceShelf, clock: @escaping @Sendable () -> Date = { Date() }) {
        (self.store, self.shelf, self.clock) = (store, shelf, clock)
    }

    /// The present.
    public var now: UTCInstant { UTCInstant(clock()) }

    // MARK: Reading

    /// A case; the trail says who has opened it.
    ///
    /// - Throws: ``CaseFault/noSuchCase``.
    public func file(_ id: Int64, as reader: Reader) async throws -> WorkCase {
        guard let cover = try await store.caseCover(id, as: reader) else { throw CaseFault.noSuchCase }
        let acts = try Self.acts(try await store.caseEntries(of: id, as: reader))
        try await store.noteCaseRead(cover, by: reader)
        return WorkCase(cover: cover, file: CaseFile(acts), shelf: shelf, now: now)
    }

    /// The cases that name a thing, and whom to ask about others.
    ///
    /// - Throws: ``CaseFault/noSuchThing(_:)`` where the reader does not see the thing.
    public func naming(_ thing: CaseReference, as reader: Reader) async throws -> CasesNaming {
        try await check([thing], as: reader)
        return try await store.casesNaming(NamedByCase(thing.kind, thing.id), as: reader)
    }

    // MARK: Writing

    /// Opens a case.
    ///
    /// - Parameters:
    ///   - source: What it comes from; nil for nothing.
    ///   - id: Made by who opens it, so that a form that is sent twice opens one case.
    /// - Throws: ``CaseFault``, `Denial`.
    public func open(
        _ title: String,
        _ summary: String,
        from source: CaseReference?,
        id: String,
        by reader: Reader
    ) async throws -> Int64 {
        try await check(source.map { [$0] } ?? [], as: reader)
        let opened = CaseDeed.opened(title: try Self.text(title), summary: try Self.text(summary))
        var file = CaseFile([])
        try append(act(opened, id, isOwn: false, reader), to: &file)
        if let source { try append(act(.sourceAdded(source), id + ".source", isOwn: false, reader), to: &file) }
        let entries = try file.acts.map(Self.entry)
        let number = try await store.openCase(entries, try Self.consequences(of: file.state), by: reader)
        // The case of a form that was sent before, if it said the same: nothing that somebody wrote is passed over.
        let kept = try Self.acts(try await store.caseEntries(of: number, as: reader))
        guard zip(file.acts, kept).allSatisfy({ $0.deed == $1.deed }) else {
            throw CaseFault.refused(CaseRefusal(.idUsedTwice, [id]))
        }
        return number
    }

    /// Does something in a case.
    ///
    /// - Parameters:
    ///   - isOwn: Whether partners are to see nothing of it.
    ///   - id: Made by who does it, so that a form that is sent twice is one act.
    /// - Throws: ``CaseFault``, `Denial`.
    public func act(
        _ deed: CaseDeed,
        isOwn: Bool = false,
        id: String,
        in number: Int64,
        by reader: Reader
    ) async throws {
        try await check(deed.named, as: reader)
        for _ in 0..<Self.attempts {
            guard let kept = try await store.everyCaseEntry(of: number, as: reader) else {
                throw CaseFault.noSuchCase
            }
            let acts = try Self.acts(kept)
            let act = act(deed, id, isOwn: isOwn, reader)
            if let same = acts.first(where: { $0.id == act.id }) {
                // A form that was sent twice has another moment the second time, and nothing else.
                guard same.deed == deed, same.isOwn == isOwn, same.by == act.by, same.agency == act.agency else {
                    throw CaseFault.refused(CaseRefusal(.idUsedTwice, [id]))
                }
                return
            }
            var file = CaseFile(acts)
            try check(deed, act, in: file)
            try append(act, to: &file)
            let outcome = try await store.appendToCase(
                number,
                try Self.entry(act),
                after: kept.count,
                try Self.consequences(of: file.state),
                needs: deed.needs,
                saying: deed.word,
                by: reader
            )
            if outcome != .stale { return }
        }
        throw CaseFault.busy
    }

    // MARK: Pieces

    private func act(_ deed: CaseDeed, _ id: String, isOwn: Bool, _ reader: Reader) -> CaseAct {
        CaseAct(
            ActID(id),
            at: now,
            by: Self.person(reader),
            of: MemberID(Int(reader.agency.rawValue)),
            isOwn: isOwn,
            deed
        )
    }

    /// Who acts, as the case keeps it: a number, never a name.
    public static func person(_ reader: Reader) -> String { reader.person.map { "person-\($0.rawValue)" } ?? "owner" }

    private func append(_ act: CaseAct, to file: inout CaseFile) throws(CaseFault) {
        do throws(CaseRefusal) { try file.append(act, now: now) } catch { throw .refused(error) }
    }

    static func acts(_ entries: [CaseEntry]) throws(CaseFault) -> [CaseAct] {
        var acts: [CaseAct] = []
        for entry in entries {
            do throws(CaseAct.Fault) { acts.append(try CaseAct(reading: entry.bytes)) } catch {
                throw .broken(entry.id)
            }
        }
        return acts
    }

    private static func entry(_ act: CaseAct) throws(CaseFault) -> CaseEntry {
        guard let bytes = try? act.bytes(), bytes.count <= CaseAct.longest else { throw .notText }
        let agency = AgencyNumber(act.agency)
        return CaseEntry(id: act.id.rawValue, of: agency, isOwn: act.isOwn, bytes: bytes)
    }

    /// What somebody typed, as an act keeps it: lines, no other control characters.
    public static func text(_ text: String) throws(CaseFault) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\t", with: " ")
        var scalars = String.UnicodeScalarView()
        for scalar in lines.unicodeScalars
        where scalar == "\n" || scalar.properties.generalCategory != .control {
            scalars.append(scalar)
        }
        let cleaned = String(scalars)
        guard cleaned.utf8.count <= CaseAct.longest / 4 else { throw .notText }
        return cleaned
    }

    static func consequences(of state: CaseState) throws(CaseFault) -> CaseConsequences {
        guard let lead = state.lead, let stage = CaseCover.Stage(rawValue: state.stage.rawValue) else {
            throw .broken("opened")
        }
        let named = Set(state.sources).union(state.subjects.keys)
        let tasks = state.tasks.filter { $0.end == nil }.map { item in
            CaseDuty(
                of: AgencyNumber(item.content.agency),
                .task,
                item.id.rawValue,
                until: item.content.due.flatMap { CalendarDay($0) },
                isOwn: item.origin.isOwn
            )
        }
        let requests = state.requests.filter { $0.end == nil }.map { item in
            CaseDuty(
                of: AgencyNumber(item.content.agency),
                .request,
                item.id.rawValue,
                until: CalendarDay(item.content.due),
                isOwn: false
            )
        }
        return CaseConsequences(
            title: state.title,
            stage: stage,
            marking: state.marking,
            lead: AgencyNumber(lead),
            members: Set(state.members.map { AgencyNumber($0) }),
            isKnown: state.isKnown,
            subjects: Set(named.map { NamedByCase($0.kind, $0.id) }),
            duties: state.stage == .closed ? [] : Set(tasks + requests)
        )
    }
}

extension AgencyNumber {
    /// The agency that a case means.
    public init(_ member: MemberID) { self.init(rawValue: Int64(member.rawValue)) }
}
