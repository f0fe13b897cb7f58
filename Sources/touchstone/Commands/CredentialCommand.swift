public import ArgumentParser
import Credentials
import Formats
import Foundation
import Notary
public import Store
import Vocabulary

/// The command `touchstone credential`.
struct CredentialCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credential",
        abstract: "Issues W3C verifiable credentials about licences, lots, sites and training, and withdraws them.",
        discussion: """
            A credential says what the public page of a thing says, under the marking of the thing; exact positions of \
            artisanal sites are in none. It is kept in the store byte for byte, its digest is committed to the ledger, and its \
            state stands in a list that everybody can fetch.

                touchstone credential keys create
                touchstone credential issue lot L-7
                touchstone credential show ID --to folder
                touchstone verify folder
            """,
        subcommands: [
            Issue.self, List.self, Show.self, Revoke.self, Suspend.self, Restore.self, CredentialKeysCommand.self,
        ]
    )

    struct Issue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issues a credential about a licence, a lot or a site, or a badge for training.",
            discussion: """
                What is issued rests on the store's present rows. Findings that nobody has dismissed do not forbid it, but \
                whoever issues says why (--reason); a licence must be in force. The content of a badge is a file with learner, \
                course, name, summary and criteria as JSON.

                    touchstone credential issue licence L-PE-4001 --valid-until 2027-12-31
                    touchstone credential issue badge --content badge.json
                """
        )

        @Argument(help: "licence, lot, site or badge.")
        var kind: IssuedCredential.Kind

        @Argument(help: ArgumentHelp("The identifier of the licence, lot or site.", valueName: "id"))
        var id: String?

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption

        @Option(help: ArgumentHelp("Write the credential itself: json or jwt.", valueName: "json|jwt"))
        var format: IssuedCredential.Format?

        @Option(
            help: ArgumentHelp(
                "Until when it is valid. (default: a year, or the licence's last day)",
                valueName: "day"
            ),
            transform: { text in
                guard let time = CredentialCommand.end(text) else {
                    throw ValidationError("‘\(text)’ is no day such as 2027-12-31, nor a time.")
                }
                return time
            }
        )
        var validUntil: UTCInstant?

        @Option(help: ArgumentHelp("Why it is issued although findings are open.", valueName: "text"))
        var reason = ""

        @Option(help: ArgumentHelp("The file of a badge's content.", valueName: "file"))
        var content: String?

        @Option(
            help: ArgumentHelp("The handling marking of a badge. (default: TLP:AMBER)", valueName: "marking"),
            transform: {
                guard let marking = HandlingMarking(label: $0) else {
                    throw ValidationError("‘\($0)’ is no marking: CLEAR, GREEN, AMBER, AMBER+STRICT or RED.")
                }
                return marking
            }
        )
        var marking: HandlingMarking?

        func validate() throws {
            guard (kind == .badge) == (id == nil), (kind == .badge) == (content != nil) else {
                throw ValidationError("A badge takes --content and no identifier, everything else an identifier.")
            }
        }

        func run() async throws {
            let opening = try CredentialOpening(store, file)
            let order = CredentialOffice.Order(reason: reason, validUntil: validUntil)
            do {
                let office = opening.office
                let issued: String
                if let content {
                    let badge = try BadgeFile.read(content)
                    issued = try await office.issueBadge(badge, marking: marking ?? .amber, order, by: .local)
                } else {
                    issued = try await office.issue(kind, id ?? "", order, by: .local)
                }
                guard let format else { return try StandardStreams.answer(issued) }
                let bytes = try await opening.store.bytes(ofCredential: issued, format, as: .local)
                try StandardStreams.answer(String(decoding: bytes ?? [], as: UTF8.self))
            } catch let failure as CommandFailure {
                throw failure
            } catch {
                throw CommandFailure(CredentialOpening.words(error))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists what was issued, the newest first.")

        @OptionGroup var store: StoreOption

        @Option(help: ArgumentHelp("Only those about things of this kind.", valueName: "kind"))
        var kind: IssuedCredential.Kind?

        @Option(help: ArgumentHelp("At most so many.", valueName: "number"))
        var limit = 100

        func run() async throws {
            let facts = try store.openExisting()
            var table = TextTable([
                .words("credential"), .words("kind"), .words("about"), .words("state"), .words("issued"),
                .words("until"),
                .words("marking"),
            ])
            for credential in try await facts.credentials(as: .local, limit: limit)
            where kind == nil || credential.kind == kind {
                table.append([
                    credential.id, credential.kind.rawValue, credential.subject ?? "", credential.state.rawValue,
                    String(credential.issuedAt.prefix(10)), credential.validUntil.map { String($0.prefix(10)) } ?? "",
                    credential.marking.label,
                ])
            }
            try StandardStreams.answer(table.rows.isEmpty ? "No credential was issued yet." : table.text)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a credential and its state, or writes all that it takes to check it without us.",
            discussion: """
                --to writes into a folder: ID.json and ID.jwt, the proof that they are in the ledger (ID.proof.json), the \
                history of the issuer's keys (did-history.json), and the status lists as they are now. What is not in the \
                ledger yet has no proof; `touchstone ledger commit` commits it.
                """
        )

        @Argument(help: ArgumentHelp("The credential, as list names it.", valueName: "id"))
        var id: String

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption

        @Option(help: ArgumentHelp("Write the credential itself: json or jwt.", valueName: "json|jwt"))
        var format: IssuedCredential.Format?

        @Option(help: ArgumentHelp("A folder for everything that a check takes.", valueName: "folder"))
        var to: String?

        func run() async throws {
            let opening = try CredentialOpening(store, file)
            guard let credential = try await opening.store.credential(id, as: .local) else {
                throw CommandFailure("There is no credential \(Printable.text(id)).")
            }
            if let to {
                do { return try await CredentialFolder(opening).write(credential, to: to) } catch {
                    throw CommandFailure(CredentialOpening.words(error))
                }
            }
            if let format {
                let bytes = try await opening.store.bytes(ofCredential: id, format, as: .local) ?? []
                var output = OutputBuffer()
                output.append(bytes)
                return try output.flush()
            }
            let events = try await opening.store.events(ofCredential: id, as: .local)
            let lines: [(String, String?)] = [
                ("credential", credential.id), ("kind", credential.kind.rawValue), ("about", credential.subject),
                ("state", credential.state.rawValue), ("valid from", credential.validFrom),
                ("valid until", credential.validUntil), ("issued", credential.issuedAt), ("by", credential.issuedBy),
                ("reason", credential.reason), ("marking", credential.marking.label), ("key", credential.keyName),
                ("status", "list \(credential.list), place \(credential.place)"),
            ]
            let shown = lines.compactMap { label, value in
                value.map { label + ":" + String(repeating: " ", count: 13 - label.count) + Printable.text($0) }
            }
            let told = events.map {
                Printable.text("\($0.change.rawValue) \($0.at) by \($0.by ?? ""): \($0.reason ?? "")")
            }
            try StandardStreams.answer((shown + told).joined(separator: "\n"))
        }
    }

    /// A day means its end.
    static func end(_ text: String) -> UTCInstant? {
        if text.utf8.count == 10 { return try? UTCInstant("\(text)T23:59:59Z") }
        return try? UTCInstant(text)
    }
}

extension IssuedCredential.Kind: ExpressibleByArgument {}
extension IssuedCredential.Format: ExpressibleByArgument {}
