import Casework
import Custody
import Formats
import Store
import Vocabulary

/// Exhibits in words, as a table and as lines of a custody log.
enum ExhibitText {
    /// One exhibit in a line.
    static func line(_ exhibit: CaseExhibit) -> String {
        var parts = [exhibit.exhibit.id.rawValue, exhibit.title]
        switch exhibit.exhibit.nature {
        case .digital(let sha256):
            parts.append("\(NumberText.grouped(exhibit.byteCount ?? 0)) bytes, SHA-256 \(Hexadecimal.text(sha256))")
        case .physical(let milligrams?): parts.append("\(NumberText.grouped(milligrams)) mg")
        case .physical(nil): break
        }
        return Printable.text(parts.joined(separator: ": "))
    }

    /// The exhibits, and who has them.
    static func table(_ exhibits: [CaseExhibit], now: UTCInstant) -> String {
        var table = TextTable([
            .number("number"), .words("title"), .words("file"), .number("bytes"), .words("who has it"), .words("chain"),
        ])
        for exhibit in exhibits {
            let chain = CustodyChain(exhibit.exhibit, exhibit.entries, asOf: now)
            table.append([
                "\(exhibit.number)", Printable.text(exhibit.title), Printable.text(exhibit.fileName ?? ""),
                exhibit.byteCount.map { NumberText.grouped($0) } ?? "", Printable.text(holder(chain.standing)),
                chain.isUnbroken ? "unbroken" : "a court will ask",
            ])
        }
        return table.text
    }

    private static func holder(_ standing: CustodyChain.Standing) -> String {
        switch standing {
        case .unknown: "nobody has written it down"
        case .held(let holder): holder.rawValue
        case .inTransit(let receiver, let carrier): "\(carrier?.rawValue ?? "on the way") to \(receiver.rawValue)"
        case .lost: "cannot be found"
        case .ended: "given back or destroyed"
        }
    }

    /// The lines of a custody log.
    static func log(_ exhibit: CaseExhibit) -> [String] {
        [exhibit.exhibit.json.text()] + exhibit.entries.map { $0.json.text() }
    }

    /// What a file was when it was sealed, and is still.
    static func whole(_ kept: EvidenceFiles.Kept) -> String {
        "\(NumberText.grouped(kept.byteCount)) bytes, SHA-256 \(Hexadecimal.text(kept.sha256)), as it arrived."
    }

    /// Why something was refused, and what to do.
    static func words(_ fault: EvidenceFault, inCase number: Int64) -> String {
        switch fault {
        case .noSuchCase: "There is no case \(number)."
        case .noSuchExhibit(let exhibit):
            "The case \(number) has no exhibit \(exhibit): `touchstone exhibit list \(number)` shows them."
        case .noFile(let exhibit): "The exhibit \(exhibit) is a thing: it has no file."
        case .notText(let field):
            "The field \(field) is missing, longer than 4,096 bytes, or holds signs that are no text."
        case .future: "It is said to have happened after now. Check the moment, and the clock of this machine."
        case .otherExhibit(let id):
            "\(Printable.text(id)) is no exhibit of the case \(number): they are called case-\(number)-exhibit-1, and so on."
        case .idUsedTwice(let id):
            "The entry \(Printable.text(id)) is there, and says something else. Give this one another id."
        case .broken(let exhibit):
            "What is kept of the exhibit \(exhibit) cannot be read: run `touchstone verify-store`."
        }
    }
}
