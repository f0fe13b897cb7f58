public import Sealing
public import Store
import Vocabulary

/// Another report that may tell of the same matter.
public struct SimilarReport: Sendable, Hashable {
    /// Its number.
    public let number: Int64
    /// Its name.
    public let report: [UInt8]
    /// Why.
    public let resemblance: Resemblance
}

/// What officers say of reports among themselves.
extension OfficerDesk {
    /// The files of reports, as far as the keys open them, by the numbers of the reports.
    ///
    /// - Parameters:
    ///   - reports: The numbers; nil for the newest 500 that the organisation received.
    ///   - words: The kinds of note that are looked at; nil for all.
    public func files(
        of reports: [Int64]?,
        saying words: [String]? = nil,
        with keys: [OpeningKey],
        as officer: Reader
    ) async throws -> [Int64: ReportFile] {
        let kept = try await store.reportNotes(on: reports, saying: words, by: officer)
        return kept.mapValues { Self.file($0, keys) }
    }

    static func file(_ notes: [KeptNote], _ keys: [OpeningKey]) -> ReportFile {
        ReportFile(notes.compactMap { entry($0, keys) })
    }

    /// A note, if one of the keys opens it and it is what its place says.
    private static func entry(_ kept: KeptNote, _ keys: [OpeningKey]) -> ReportFile.Entry? {
        guard let id = ReportID(kept.report), let envelope = try? SealedEnvelope(kept.envelope) else { return nil }
        let label = EnvelopeLabel(.note, of: id, sequence: kept.sequence)
        for key in keys where envelope.header.isFor(key.recipient) {
            guard let content = try? envelope.open(key, expecting: label), let note = ReportNote(parsing: content)
            else {
                continue
            }
            return ReportFile.Entry(note: note, day: kept.day, by: kept.by)
        }
        return nil
    }

    /// Writes a note on a report that the organisation received, sealed to its present key.
    ///
    /// A note that says why a report is held holds it, both or neither.
    ///
    /// - Throws: ``CommunityFault``; ``StoreError`` with `notFound`, and with `invalid` for a day to which it cannot be held.
    public func note(_ note: ReportNote, on report: SealedReport, by officer: Reader) async throws {
        var until: CalendarDay?
        if case .held(let day, let reason) = note {
            // The reporter's withdrawal wins.
            guard report.state != .withdrawn else { throw CommunityFault.withdrawn }
            guard reason.contains(where: { !$0.isWhitespace }) else { throw CommunityFault.nothingSaid }
            guard day > today(), day <= FactStore.lastHoldDay(of: report, on: today()) else {
                throw CommunityFault.notAHold
            }
            until = day
        }
        guard let id = ReportID(report.report) else { throw CommunityFault.cannotBeOpened }
        let content = note.bytes
        guard content.count <= ReportNote.longest * 2 else { throw CommunityFault.tooLong(ReportNote.longest) }
        let present = try await store.reportKeys(by: officer).first { $0.retiredAt == nil }
        guard let present else { throw CommunityFault.noKey }
        // A colleague may write at the same moment: then the place is taken, and the next is tried.
        for _ in 0..<8 {
            let earlier = try await store.reportNotes(on: [report.id], by: officer)[report.id] ?? []
            let sequence = earlier.last.map { $0.sequence + 1 } ?? 0
            let envelope = try Self.sealed(content, EnvelopeLabel(.note, of: id, sequence: sequence), to: present)
            do {
                try await store.addReportNote(
                    envelope,
                    saying: note.word,
                    at: sequence,
                    on: report.id,
                    holdingUntil: until,
                    by: officer
                )
                return
            } catch let error as StoreError where error.code == .conflict { continue }
        }
        throw CommunityFault.outOfMemory
    }

    static func sealed(_ content: [UInt8], _ label: EnvelopeLabel, to keys: ReportKey...) throws -> [UInt8] {
        let recipients = try keys.map { try LockedKey($0.sealedKey).recipient }
        return try SealedEnvelope(label, to: recipients, content: content).bytes
    }

    /// Notes by what a report is compared with others, unless that is noted as it is now.
    func noteTraits(of opened: OpenedReport, _ file: ReportFile, by officer: Reader) async throws -> ReportTraits {
        let traits = ReportTraits(of: opened.content, arrived: opened.report.arrivedOn)
        if file.traits != traits { try await note(.traits(traits), on: opened.report, by: officer) }
        return traits
    }

    /// The file of an opened report, with the others that may tell of the same matter and those that officers tied to it.
    ///
    /// What is compared is what stands in the notes of reports that somebody has opened: no report is opened for it.
    public func weighing(
        of opened: OpenedReport,
        with keys: [OpeningKey],
        as officer: Reader
    ) async throws -> ReportWeighing {
        let own = try await files(of: [opened.report.id], with: keys, as: officer)[opened.report.id] ?? ReportFile([])
        let traits = try await noteTraits(of: opened, own, by: officer)
        let others = try await files(of: nil, saying: ["traits", "same", "different"], with: keys, as: officer)
        let names = try await store.reportNames(others.keys.map { $0 }, by: officer)
        return ReportWeighing(opened, own, traits, others, names)
    }
}

/// An opened report in the light of the others.
public struct ReportWeighing: Sendable {
    /// What officers have said of it.
    public let file: ReportFile
    /// The numbers of those that tell of the same matter, as officers say.
    public let cluster: [Int64]
    /// Those that may, the likeliest first; at most twenty.
    public let similar: [SimilarReport]

    init(
        _ opened: OpenedReport,
        _ file: ReportFile,
        _ traits: ReportTraits,
        _ others: [Int64: ReportFile],
        _ names: [Int64: [UInt8]]
    ) {
        self.file = file
        let name = opened.report.report
        var files: [[UInt8]: ReportFile] = [name: file]
        for (number, other) in others where number != opened.report.id {
            if let report = names[number] { files[report] = other }
        }
        let tied = SameMatter.cluster(of: name, in: files)
        cluster = names.filter { tied.contains($0.value) }.map(\.key).sorted()
        similar = others.compactMap { number, other -> SimilarReport? in
            guard number != opened.report.id, let report = names[number], !tied.contains(report),
                !file.different.contains(report), !other.different.contains(name), let theirs = other.traits
            else { return nil }
            let resemblance = Resemblance(traits, theirs)
            return resemblance.isProposal
                ? SimilarReport(number: number, report: report, resemblance: resemblance) : nil
        }
        .sorted { ($0.resemblance.textShare ?? 0, $1.number) > ($1.resemblance.textShare ?? 0, $0.number) }
        .prefix(20).map { $0 }
    }
}
