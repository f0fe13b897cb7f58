import Foundation
import Vocabulary

extension PermissionTable {
    /// The tables as a page of Markdown.
    public static var markdown: String {
        """
        # Permissions

        This page is written by `touchstone permissions --format md` from the tables that the program itself asks; a test
        fails where the two differ.

        ## Who sees which rows

        Every row has a marking of the Traffic Light Protocol 2.0 and an owner agency. What kernels and rules derive has
        the strictest marking of what it rests on; where that belongs to several agencies, a reader must be able to see
        that marking of each of them. A finding that rests on public records alone is TLP:GREEN until somebody with `publish` has
        published it. A person's clearance bounds everything but a name. What is sealed is seen by nobody,
        until two persons with `open_seals` have opened it, and then by these two, as far as the table lets them.

        \(grid(["the reader is"] + HandlingMarking.allCases.map(\.label), Relation.allCases.map { relation in
            [relation.meaning] + HandlingMarking.allCases.map { relation.sees($0) ? "yes" : "–" }
        }))

        The owner of the machine, at its keyboard (`touchstone` without a sign-in), sees every row that is not sealed.

        Complaints are seen by no marking: by those alone whose agency has a part in one and whose roles let them act in it.
        Who took it in (`take_grievances`) and the bodies to which the procedure has led it (`hear_grievances`) see the file; the name and
        the contact only who took it in, or has `read_identity`. Those complained of (`answer_grievances`) see what it is about and where it stands
        from the inquiry on, what was found and offered, and of the person's name and words what the person allowed. Whoever is
        complained of, is controlled by who is, or has declared an interest, sees it in no other part. What was
        added to a complaint is seen by the same, by those complained of where the person allowed it. Who has the receipt of a
        complaint sees it and speaks for its person, without an account.

        A mediation is seen by the mediator's agency and the parties alone. Groups, meetings, commitments and consultations follow the
        table, and are seen by those who have a part; who sits in a group, and the minutes, by those who lead it (`lead_dialogue`) alone.
        An impact assessment is seen by the agency that leads it alone (`lead_dialogue`), a finding that was put to an agency by
        those two (`answer_grievances`), a report of one by everybody once it is published.

        ## What roles let people do

        \(grid(["capability", "means"] + Role.allCases.map { "`\($0.rawValue)`" }, Capability.allCases.map { capability in
            ["`\(capability.rawValue)`", capability.meaning]
                + Role.allCases.map { Capabilities.of($0).contains(capability) ? "yes" : "–" }
        }))

        `manage_agencies` counts only for people of the agency that runs the installation. A token for the data interface
        has its person's capabilities as far as its scopes name them.

        ## Redacted columns

        Who lacks the capability gets the substitute, and the row says in `withheld` which columns were held back.
        Sensitive columns are given out for a purpose (\(Purpose.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")))
        and the reference of a case; each such reading goes to the access trail first. A record byte for byte needs
        `read_originals` and everything that its columns need.

        \(grid(["column", "capability", "sensitive", "otherwise", "when"], RedactedField.all.map { field in
            [
                "`\(field.name)`", "`\(field.capability.rawValue)`", field.isSensitive ? "yes" : "–",
                field.substitute.rawValue.replacingOccurrences(of: "_", with: " "),
                field.when.isEmpty ? "always" : field.when,
            ]
        }))

        ## Who reads the access trail

        \(grid(["who", "reads"], trail.map { [$0.who, $0.what] }))

        ## Denials

        A denial says why and whom to ask, never what. That something TLP:RED is there is told to nobody who does not see
        it; that something is sealed, to those with `open_seals` who would see it otherwise.

        \(grid(["reason", "means"], Denial.Reason.allCases.map { ["`\($0.rawValue)`", $0.meaning] }))

        """
    }

    private static func grid(_ head: [String], _ rows: [[String]]) -> String {
        ([head, head.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
            .joined(separator: "\n")
    }

    /// A page or endpoint, and to whom it opens, for the listing.
    public struct Door: Sendable, Encodable {
        let method: String
        let path: String
        let opensTo: String

        private enum CodingKeys: String, CodingKey {
            case method
            case path
            case opensTo = "opens_to"
        }

        /// Describes a door.
        public init(method: String, path: String, opensTo: String) {
            self.method = method
            self.path = path
            self.opensTo = opensTo
        }
    }

    /// The tables as JSON, with the doors of whoever serves the store.
    public static func json(doors: [Door]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Listing(doors: doors)), as: UTF8.self)
    }

    private struct Listing: Encodable {
        struct Field: Encodable {
            let table: String
            let column: String
            let capability: Capability
            let sensitive: Bool
            let substitute: String
            let when: String
        }

        let doors: [Door]
        var relations = Dictionary(
            uniqueKeysWithValues: Relation.allCases.map { relation in
                (relation.rawValue, HandlingMarking.allCases.filter { relation.sees($0) }.map(\.label))
            }
        )
        var roles = Dictionary(
            uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, Capabilities.of($0).map(\.rawValue).sorted()) }
        )
        var capabilities = Dictionary(uniqueKeysWithValues: Capability.allCases.map { ($0.rawValue, $0.meaning) })
        var fields = RedactedField.all.map {
            Field(
                table: $0.table,
                column: $0.column,
                capability: $0.capability,
                sensitive: $0.isSensitive,
                substitute: $0.substitute.rawValue,
                when: $0.when
            )
        }
        var purposes = Purpose.allCases.map(\.rawValue)
        var trail = PermissionTable.trail.map { ["who": $0.who, "reads": $0.what] }
        var denials = Dictionary(uniqueKeysWithValues: Denial.Reason.allCases.map { ($0.rawValue, $0.meaning) })
    }
}
