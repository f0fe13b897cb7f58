public import Foundation
import Remedy
public import Store
import Synchronization
public import Vocabulary

/// Where complaints are taken in and dealt with, commitments followed and consultations kept: the kernel `Remedy` over the
/// files of the store.
///
/// What somebody says is worked out first, on the file as it is; the store keeps it only if nothing else came in meanwhile.
public final class RemedyOffice: Sendable {
    let store: FactStore
    /// The shipped files.
    public let shelf: RemedyShelf
    let clock: @Sendable () -> Date
    /// What frees PDF of who made them.
    let documents: DocumentCleaner
    private let read = Mutex<[Int64: SetProcedure]>([:])

    /// How often something is worked out again because others wrote at the same time.
    static let attempts = 5

    /// Opens the office over a store.
    ///
    /// - Throws: `FileFaults`, or what the system says of the files.
    public init(
        _ store: FactStore,
        content: URL,
        documents: DocumentCleaner = DocumentCleaner(),
        clock: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        self.store = store
        self.documents = documents
        self.clock = clock
        shelf = try RemedyShelf(content: content)
    }

    /// The present.
    public var now: UTCInstant { UTCInstant(clock()) }

    // MARK: Settings

    /// Every setting by its number.
    func procedures() async throws -> [Int64: SetProcedure] {
        let settings = try await store.remedySettings()
        var found: [Int64: SetProcedure] = [:]
        for setting in settings { found[setting.id] = try procedure(setting) }
        return found
    }

    private func procedure(_ setting: RemedySetting) throws(RemedyFault) -> SetProcedure {
        if let known = read.withLock({ $0[setting.id] }) { return known }
        let procedure = try SetProcedure(setting, shelf)
        read.withLock { $0[setting.id] = procedure }
        return procedure
    }

    /// The procedures as they hold for new files, by name.
    public func inForce() async throws -> [String: SetProcedure] {
        var found: [String: SetProcedure] = [:]
        // The newest come first.
        for setting in try await store.remedySettings() where found[setting.procedure] == nil {
            found[setting.procedure] = try procedure(setting)
        }
        return found
    }

    /// A file that a reader sees, with the procedure under which it was opened; nil if there is none of the kind.
    func opened(
        _ id: Int64,
        _ kind: RemedyKind,
        as reader: Reader
    ) async throws -> (bundle: RemedyBundle, procedure: SetProcedure)? {
        guard let bundle = try await store.remedyBundle(id, as: reader), bundle.file.kind == kind else { return nil }
        return (bundle, try Self.procedure(of: bundle, try await procedures()))
    }

    /// The procedure under which a file was opened; it is a fault of the store if it is not there.
    static func procedure(
        of bundle: RemedyBundle,
        _ procedures: [Int64: SetProcedure]
    ) throws(RemedyFault) -> SetProcedure {
        guard let procedure = procedures[bundle.file.setting] else {
            throw .broken("\(bundle.file.id): setting \(bundle.file.setting)")
        }
        return procedure
    }

    /// Opens a file in the store.
    ///
    /// - Throws: ``RemedyFault/sentBefore`` where the form was sent before with other words.
    func open(
        _ cover: RemedyDraft,
        with entry: RemedyEntry,
        _ consequences: RemedyConsequences,
        isDated: Bool,
        as part: RemedyPart,
        by reader: Reader
    ) async throws -> Int64 {
        do {
            return try await store.openRemedyFile(
                cover,
                with: entry,
                consequences,
                isDated: isDated,
                as: part,
                by: reader
            )
        } catch let error as StoreError where error.code == .conflict {
            throw RemedyFault.sentBefore
        }
    }

    func inForce(_ name: String) async throws -> SetProcedure {
        guard let procedure = try await inForce()[name] else { throw RemedyFault.notSetUp(procedure: name) }
        return procedure
    }

    /// Says how a procedure works from now on; files that are open keep what they were opened under.
    ///
    /// - Throws: ``RemedyFault``; `Denial` for who may not manage agencies.
    public func setUp(_ name: String, _ settings: MechanismSettings, by actor: Reader) async throws {
        guard RemedyShelf.procedures.contains(name), shelf.calendars[settings.calendar] != nil else {
            throw RemedyFault.broken(name)
        }
        let (procedure, table) = (try shelf.bytes(name), try shelf.bytes("categories"))
        _ = try await store.addRemedySetting(
            procedure: name,
            settings: settings.bytes,
            procedureFile: procedure,
            tableFile: table,
            by: actor
        )
    }

    // MARK: Words

    /// What somebody typed, as an event keeps it: lines, no other control characters.
    ///
    /// - Throws: ``RemedyFault/notText`` if it is longer than an event may be.
    public static func cleaned(_ text: String) throws(RemedyFault) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\t", with: " ")
        var scalars = String.UnicodeScalarView()
        for scalar in lines.unicodeScalars
        where scalar == "\n" || scalar.properties.generalCategory != .control {
            scalars.append(scalar)
        }
        let cleaned = String(scalars)
        guard cleaned.utf8.count <= FactFields.longestText else { throw .notText }
        return cleaned
    }

    /// Who speaks, as the file keeps it: a number, never a name.
    static func author(_ reader: Reader, _ part: Author.Part) -> Author {
        Author(reader.person.map { "person-\($0.rawValue)" } ?? "owner", part)
    }
}

extension RemedyOffice {
    /// A file made of kept events; what cannot be read is a fault of the store and not passed over.
    static func file<Rules: CaseRules>(
        _ rules: Rules,
        _ entries: [RemedyEntry]
    ) throws(RemedyFault) -> CaseFile<Rules> where Rules.Fact: CodedFact {
        var events: [Event<Rules.Fact>] = []
        for entry in entries {
            do throws(FileFaults) { events.append(try Event<Rules.Fact>(reading: entry.bytes)) } catch {
                throw .broken("\(entry.id): \(error.description)")
            }
        }
        return CaseFile(rules, events: events)
    }

    /// An event of a file and what the file is with it; nil if the very same was said before.
    ///
    /// A form that is sent twice has the same id; its moment is that of the second time, so the moment does not tell.
    static func adding<Rules: CaseRules>(
        _ content: Event<Rules.Fact>.Content,
        _ id: String,
        at moment: UTCInstant,
        by author: Author,
        to file: CaseFile<Rules>,
        now: UTCInstant
    ) throws -> (entry: RemedyEntry, file: CaseFile<Rules>)? where Rules.Fact: CodedFact {
        if let known = file.history.all.first(where: { $0.id.rawValue == id }) {
            guard known.content == content, known.author == author else { throw Refusal(.idUsedTwice, [id]) }
            return nil
        }
        let event = Event<Rules.Fact>(
            EventID(id),
            at: moment,
            rank: file.history.count,
            by: author,
            content: content
        )
        var next = file
        do throws(Refusal) { try next.append(event, now: now) } catch { throw error }
        return (RemedyEntry(id: id, bytes: event.bytes), next)
    }
}
