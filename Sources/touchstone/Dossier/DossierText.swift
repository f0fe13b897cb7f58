import Custody
import Dossier
import Formats
import Foundation
import Vocabulary
import Web

/// What is made and found of dossiers, in words and as JSON.
struct DossierText {
    let words: Words

    func newKey(_ path: String) -> String { Printable.text(words("dossier.key_made", ["file": path])) }

    func opaque(_ file: String) -> String { Printable.text(words("dossier.opaque", ["file": file])) }

    // MARK: - Made

    func text(of made: DossierMaker.Summary, _ target: String) -> String {
        var lines = [
            words(
                "dossier.made",
                ["file": Printable.text(target), "version": words("dossier.version.\(made.version)")]
            ),
            size(made.files, made.bytes),
        ]
        if made.version != .full { lines.append(words.plural("dossier.withheld", made.withheld)) }
        return lines.joined(separator: "\n")
    }

    private func size(_ files: Int, _ bytes: Int) -> String {
        words.plural("dossier.size", files, ["bytes": NumberText.bytes(bytes)])
    }

    func json(of made: DossierMaker.Summary, _ target: String) -> String {
        JSONNode.object([
            .init("file", .string(target)), .init("version", .string(made.version.rawValue)),
            .init("files", .integer(made.files)), .init("bytes", .integer(made.bytes)),
            .init("withheld", .integer(made.withheld)), .init("unsearched", .array(made.opaque.map { .string($0) })),
        ]).text()
    }

    // MARK: - Checked

    func text(of checker: DossierChecker) -> String {
        var lines: [String] = []
        if let version = checker.version {
            let title = Printable.text(checker.title ?? "")
            lines.append(words("dossier.is", ["title": title, "version": words("dossier.version.\(version)")]))
        }
        lines.append(size(checker.files, checker.bytes))
        if let version = checker.version, version != .full {
            lines.append(words.plural("dossier.withheld", checker.withheld.count))
            for thing in checker.withheld {
                let why = Printable.text(thing.why)
                lines.append("  \(thing.commitment.digits.prefix(16))  \(words("dossier.kind.\(thing.kind)")): \(why)")
            }
        }
        if checker.opened > 0 { lines.append(words.plural("dossier.opened", checker.opened)) }
        lines += checker.logs.compactMap { chains(of: $0, in: checker) }
        lines += checker.faults.map { "  ! \(text(of: $0))" }
        lines.append(
            checker.faults.isEmpty ? words("dossier.whole") : words.plural("dossier.faults", checker.faults.count)
        )
        return lines.joined(separator: "\n")
    }

    /// What a court will ask about is no fault of the dossier, and is told all the same.
    private func chains(of log: String, in checker: DossierChecker) -> String? {
        guard let bytes = checker.bytes(of: log) else { return nil }
        let read = CustodyLog(reading: bytes)
        let chains = read.chains(asOf: UTCInstant(Date()))
        return words(
            "dossier.chains",
            [
                "log": Printable.text(log), "exhibits": "\(chains.count)",
                "broken": "\(chains.count { !$0.isUnbroken })",
                "unread": "\(read.faults.count + Set(read.strays.map(\.exhibit)).count)",
            ]
        )
    }

    func text(of fault: BagFault) -> String {
        var text = "\(Printable.text(fault.file)): \(words(fault.kind.messageKey))"
        if let expected = fault.expected {
            text += " " + words("dossier.expected", ["what": Printable.text(expected)])
        }
        if let found = fault.found { text += " " + words("dossier.found", ["what": Printable.text(found)]) }
        return text
    }

    func json(of checker: DossierChecker) -> String {
        let faults = checker.faults.map { fault in
            JSONNode.object([
                .init("fault", .string(fault.kind.rawValue)), .init("file", .string(fault.file)),
                .init("expected", fault.expected.map { .string($0) } ?? .null),
                .init("found", fault.found.map { .string($0) } ?? .null),
                .init("says", .string(words(fault.kind.messageKey))),
            ])
        }
        return JSONNode.object([
            .init("isWhole", .bool(checker.faults.isEmpty)),
            .init("version", checker.version.map { .string($0.rawValue) } ?? .null),
            .init("title", checker.title.map { .string($0) } ?? .null),
            .init("files", .integer(checker.files)), .init("bytes", .integer(checker.bytes)),
            .init(
                "withheld",
                .array(
                    checker.withheld.map {
                        .object([
                            .init("commitment", .string($0.commitment.digits)),
                            .init("kind", .string($0.kind.rawValue)),
                            .init("why", .string($0.why)),
                        ])
                    }
                )
            ), .init("opened", .integer(checker.opened)), .init("faults", .array(faults)),
        ]).text()
    }

    // MARK: - Not made

    func text(of error: DossierError) -> String {
        let text: String
        switch error {
        case .system(let file, let said): text = "\(file): \(said)"
        case .exists(let file): text = words("dossier.error.exists", ["file": file])
        case .notAFile(let file): text = words("dossier.error.not_a_file", ["file": file])
        case .path(let path, let refusal):
            text = words("dossier.error.path", ["file": path, "why": words("dossier.path.\(refusal)")])
        case .clash(let one, let other): text = words("dossier.error.clash", ["one": one, "other": other])
        case .changed(let file): text = words("dossier.error.changed", ["file": file])
        case .missing(let file): text = words("dossier.error.missing", ["file": file])
        case .unreadable(let file, let line):
            text = words("dossier.error.unreadable", ["file": file, "line": "\(line)"])
        case .key(let file): text = words("dossier.error.key", ["file": file])
        case .document(let place): text = words("dossier.error.document", ["place": place])
        case .leak(let leaks):
            let places = leaks.map { leak in
                let place = leak.offset.map { words("dossier.leak.byte", ["offset": "\($0)"]) }
                return "  \(leak.file): withhold[\(leak.thing)], \(place ?? words("dossier.leak.name"))"
            }
            text = ([words("dossier.error.leak")] + places).joined(separator: "\n")
        }
        return Printable.text(text, keepingLines: true)
    }
}
