import Fingerprint
import Formats
import Vocabulary

/// What only people can say of a case, in JSON: who asks, what was handed in, the propositions, the limits.
struct CaseFile {
    let administration: ForensicReport.Administration
    let items: [ForensicReport.Item]
    let propositions: PropositionPair
    let opinion: String
    let limitations: [String]

    init(_ file: String) throws {
        let root: JSONNode
        do { root = try JSONNode(parsing: try FingerprintInput.bytes(file)) } catch let fault as JSONFault {
            throw CommandFailure("\(file): no JSON at byte \(fault.offset): \(fault.reason.rawValue).")
        }
        func text(_ name: String, in node: JSONNode) throws -> String {
            guard let text = node[name]?.string else {
                throw CommandFailure("\(file): “\(name)” is missing or no text.")
            }
            return text
        }
        func day(_ name: String, in node: JSONNode) throws -> CalendarDay {
            let written = try text(name, in: node)
            guard let day = CalendarDay(written), day.text == written else {
                throw CommandFailure(Printable.text("\(file): “\(written)” is no day. Write it as in 2026-03-09."))
            }
            return day
        }
        let known = [
            "id", "replaces", "customer", "laboratory", "authorised_by", "date", "items", "propositions", "opinion",
            "limitations",
        ]
        guard let members = root.members else { throw CommandFailure("\(file): must be an object.") }
        for member in members where !known.contains(member.name) {
            throw CommandFailure(
                Printable.text("\(file): “\(member.name)” is not known. Known are \(known.joined(separator: ", ")).")
            )
        }
        administration = ForensicReport.Administration(
            id: try text("id", in: root),
            replaces: root["replaces"]?.string,
            customer: try text("customer", in: root),
            laboratory: try text("laboratory", in: root),
            authorisedBy: try text("authorised_by", in: root),
            date: try day("date", in: root)
        )
        items = try (root["items"]?.elements ?? []).map { item in
            ForensicReport.Item(
                id: try text("id", in: item),
                description: try text("description", in: item),
                received: try day("received", in: item),
                integrity: try text("integrity", in: item)
            )
        }
        guard let pair = root["propositions"]?.elements, pair.count == 2, let one = pair[0].string,
            let other = pair[1].string
        else { throw CommandFailure("\(file): “propositions” must be two texts.") }
        propositions = try FingerprintInput.explained { try PropositionPair(one, other) }
        opinion = root["opinion"]?.string ?? ""
        limitations = root["limitations"]?.elements?.compactMap(\.string) ?? []
    }
}
