import Formats
import Forms
import Media
public import Store
public import Vocabulary

extension FormDesk {
    /// Takes what came: a whole submission, a part of one, or one that was there already.
    ///
    /// What was acknowledged is on the disk. What is not taken is set aside with its bytes and the reason.
    ///
    /// - Parameters:
    ///   - now: When it came.
    /// - Throws: ``SubmissionRefusal``; ``Denial``; ``StoreError`` with `conflict` where too much has been set aside.
    public func receive(
        _ incoming: IncomingSubmission,
        through door: FormDoor,
        at now: UTCInstant
    ) async throws -> SubmissionReceipt {
        let found: ReadSubmission
        do { found = try await read(incoming, through: door, at: now) } catch let refusal as SubmissionRefusal {
            try await setAside(incoming, because: refusal, form: nil, instanceID: nil, through: door)
            throw refusal
        }
        let files = Self.sort(incoming.files, named: found.draft.named)
        // Set aside before the submission says so: a file that is neither here nor there would be lost.
        for aside in files.aside {
            var aside = aside
            aside.form = found.form
            aside.instanceID = found.draft.instanceID
            try await store.setAside(aside, through: door)
        }
        var draft = found.draft
        draft.files = files.kept
        draft.refused = files.aside.filter { $0.reason == .fileKind }.map(\.fileName)
        do {
            let kept = try await store.keepSubmission(draft, through: door)
            try await setAside(kept.clashing, of: incoming, found, through: door)
            return SubmissionReceipt(kept: kept, filesSetAside: files.aside.count + kept.clashing.count)
        } catch let error as StoreError where error.code == .conflict || error.code == .invalid {
            let refusal = SubmissionRefusal(error.code == .conflict ? .conflict : .closed)
            try await setAside(
                incoming,
                because: refusal,
                form: found.form,
                instanceID: draft.instanceID,
                through: door
            )
            throw refusal
        }
    }

    private func setAside(
        _ incoming: IncomingSubmission,
        because refusal: SubmissionRefusal,
        form: Int64?,
        instanceID: String?,
        through door: FormDoor
    ) async throws {
        let answers = IncomingSubmission.File(name: "submission.xml", bytes: incoming.xml)
        for file in [answers] + incoming.files {
            let draft = SetAsideDraft(
                form: form,
                reason: refusal.reason,
                detail: refusal.detail,
                instanceID: instanceID,
                fileName: file.name,
                bytes: file.bytes
            )
            try await store.setAside(draft, through: door)
        }
    }

    private func setAside(
        _ clashing: [String],
        of incoming: IncomingSubmission,
        _ found: ReadSubmission,
        through door: FormDoor
    ) async throws {
        for file in incoming.files where clashing.contains(file.name) {
            let draft = SetAsideDraft(
                form: found.form,
                reason: .otherFile,
                instanceID: found.draft.instanceID,
                fileName: file.name,
                bytes: file.bytes
            )
            try await store.setAside(draft, through: door)
        }
    }

    // MARK: Answers

    /// A submission that could be read.
    private struct ReadSubmission {
        let form: Int64
        let draft: SubmissionDraft
    }

    private func read(
        _ incoming: IncomingSubmission,
        through door: FormDoor,
        at now: UTCInstant
    ) async throws -> ReadSubmission {
        let root = try Self.root(of: incoming.xml)
        let name = root.attribute("id") ?? ""
        let versions = try await store.formsToFill(named: name, through: door)
        guard let newest = versions.first else { throw SubmissionRefusal(.unknownForm, name) }
        let wanted = root.attribute("version") ?? ""
        guard let version = versions.first(where: { $0.version.version == wanted })?.version else {
            throw SubmissionRefusal(.unknownVersion, wanted)
        }
        guard let definition = try await definition(version: version.id, through: door) else {
            throw SubmissionRefusal(.unknownForm, name)
        }
        let draft = try Self.draft(incoming, root, definition, version: version.id, at: now)
        return ReadSubmission(form: newest.version.form, draft: draft)
    }

    private static func root(of xml: [UInt8]) throws(SubmissionRefusal) -> XMLNode {
        guard xml.count <= FormDefinition.largestDocument else { throw SubmissionRefusal(.unreadable, "too large") }
        do throws(XMLFault) { return try XMLNode(parsing: xml.span) } catch {
            throw SubmissionRefusal(.unreadable, "\(error.reason.rawValue) at byte \(error.offset)")
        }
    }

    private static func draft(
        _ incoming: IncomingSubmission,
        _ root: XMLNode,
        _ definition: FormDefinition,
        version: Int64,
        at now: UTCInstant
    ) throws(SubmissionRefusal) -> SubmissionDraft {
        let report: SubmissionReport
        do { report = try SubmissionReport(xml: incoming.xml, form: definition, received: now) } catch {
            throw SubmissionRefusal(.unreadable, "\(error)")
        }
        guard let id = report.instanceID, !id.isEmpty, id.utf8.count <= 200 else {
            throw SubmissionRefusal(.noInstanceID)
        }
        let corrects = root.child("meta")?.child("deprecatedID")?.text ?? ""
        return SubmissionDraft(
            version: version,
            instanceID: id,
            corrects: corrects.isEmpty || corrects == id ? nil : corrects,
            xml: incoming.xml,
            disagreements: report.disagreements.count,
            named: report.fileNames(definition),
            channel: incoming.channel
        )
    }

    // MARK: Files

    /// Frees the files that the answers name of what they carry besides their content; says which are not kept.
    private static func sort(
        _ files: [IncomingSubmission.File],
        named: [String]
    ) -> (kept: [SubmissionDraft.File], aside: [SetAsideDraft]) {
        var kept: [SubmissionDraft.File] = []
        var aside: [SetAsideDraft] = []
        for file in files {
            guard named.contains(file.name) else {
                aside.append(SetAsideDraft(form: nil, reason: .notNamed, fileName: file.name, bytes: file.bytes))
                continue
            }
            var fault = MediaFault.Reason.malformed
            do throws(MediaFault) {
                let cleaned = try MediaCleaner().clean(file.bytes)
                if let bytes = cleaned.bytes(from: file.bytes) {
                    kept.append(
                        SubmissionDraft.File(
                            name: file.name,
                            mediaType: cleaned.kind.mediaType,
                            bytes: bytes,
                            removed: cleaned.removed.map(\.rawValue).sorted()
                        )
                    )
                    continue
                }
            } catch { fault = error.reason }
            aside.append(
                SetAsideDraft(
                    form: nil,
                    reason: .fileKind,
                    detail: fault.rawValue,
                    fileName: file.name,
                    bytes: file.bytes
                )
            )
        }
        return (kept, aside)
    }
}

extension SubmissionReport {
    /// The names of the files that the answers name, each once.
    func fileNames(_ form: FormDefinition) -> [String] {
        var names: [String] = []
        for table in tables {
            for (place, column) in table.columns.enumerated() {
                guard let node = form.schema.node(at: "\(table.name)/\(column)"), form.type(of: node) == .binary else {
                    continue
                }
                for row in table.rows where !row[place].isEmpty && !names.contains(row[place]) {
                    names.append(row[place])
                }
            }
        }
        return names
    }
}
