import Foundation
import GRDB
import Vocabulary

/// What somebody may see, worked out from the tables of people.
struct Standing: Sendable, Hashable {
    /// The strictest marking of anybody's rows; -1 for nobody.
    var base: Int
    /// The agency; 0 for none.
    var agency: Int64
    /// The strictest marking of the agency's own rows; -1 for none.
    var own: Int
    /// The strictest marking of the rows of other agencies, by owner, as sharing groups give it.
    var shared: [Int64: Int] = [:]
    var clearance = HandlingMarking.red
    var roles: Set<Role> = []
    var capabilities: Set<Capability> = []
    /// Things of TLP:RED that the person was named for.
    var named: Set<GuardedSubject> = []
    /// Sealed things that stand open for the person.
    var opened: Set<GuardedSubject> = []
    /// Whether sensitive columns need a reason and go to the trail.
    var needsReason = true
    /// When the session, the token or something that was lent runs out, whichever is first.
    var lapse: Date?

    static let nobody = Standing(base: -1, agency: -1, own: -1)
    static let anybody = Standing(base: HandlingMarking.clear.rawValue, agency: 0, own: -1, clearance: .clear)
    static let unlimited = Standing(
        base: HandlingMarking.red.rawValue,
        agency: 1,
        own: HandlingMarking.red.rawValue,
        capabilities: Set(Capability.allCases),
        needsReason: false
    )

    /// Whether a row of a marking and an owner is seen; the views ask the same question in SQL.
    func sees(_ marking: HandlingMarking, of owner: Int64, isNamed: Bool) -> Bool {
        marking.rawValue <= base || owner == agency && marking.rawValue <= own
            || lends(marking.rawValue, of: owner, isNamed: isNamed)
    }

    /// Whether sharing or a name shows a row that everybody's ceiling and the own agency do not.
    func lends(_ marking: Int, of owner: Int64, isNamed: @autoclosure () -> Bool) -> Bool {
        if let ceiling = shared[owner], marking <= ceiling { return true }
        return marking == HandlingMarking.red.rawValue && isNamed()
    }

    /// What a person may see at a time, or nil if the person, the session or the token is no longer good.
    init?(_ db: Database, of person: PersonNumber, by credential: Reader.Credential, at now: Date) throws {
        let time = FactStore.timestamp(now)
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT p.agency_id, p.clearance FROM main.person p JOIN main.agency a ON a.id = p.agency_id
                    WHERE p.id = ? AND p.state = 'active' AND a.state = 'active'
                    """,
                arguments: [person.rawValue]
            )
        else { return nil }
        let scopes: Set<Capability>?
        switch credential {
        case .session(let id):
            guard
                let end = try String.fetchOne(
                    db,
                    sql: """
                        SELECT expires_at FROM main.session
                        WHERE id = ? AND person_id = ? AND ended_at IS NULL AND expires_at > ?
                        """,
                    arguments: [id, person.rawValue, time]
                )
            else { return nil }
            scopes = nil
            lapse = FactStore.time(of: end)
        case .token(let id):
            guard
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT scopes, expires_at FROM main.api_token
                        WHERE id = ? AND person_id = ? AND revoked_at IS NULL AND expires_at > ?
                        """,
                    arguments: [id, person.rawValue, time]
                )
            else { return nil }
            let text: String = row[0]
            scopes = Set(text.split(separator: " ").compactMap { Capability(rawValue: String($0)) })
            lapse = FactStore.time(of: row[1])
        case .notices:
            scopes = nil
        }
        agency = row[0]
        clearance = HandlingMarking(rawValue: row[1]) ?? .clear
        roles = Set(
            try String.fetchAll(
                db,
                sql: "SELECT role FROM main.person_role WHERE person_id = ?",
                arguments: [person.rawValue]
            ).compactMap(Role.init(rawValue:))
        )
        capabilities = Capabilities.of(roles)
        // Other agencies' administrators have their own people to look after, not the installation.
        if agency != AgencyNumber.local.rawValue { capabilities.remove(.manageAgencies) }
        if let scopes { capabilities.formIntersection(scopes) }
        base = min(HandlingMarking.green.rawValue, clearance.rawValue)
        let most: HandlingMarking = capabilities.contains(.readRed) ? .red : .amberStrict
        own = min(most.rawValue, clearance.rawValue)
        shared = try Self.shared(db, agency: agency, own: own, base: base, clearance: clearance)
        try readLoans(db, person: person, time: time)
    }

    private init(
        base: Int,
        agency: Int64,
        own: Int,
        clearance: HandlingMarking = .red,
        capabilities: Set<Capability> = [],
        needsReason: Bool = true
    ) {
        self.base = base
        self.agency = agency
        self.own = own
        self.clearance = clearance
        self.capabilities = capabilities
        self.needsReason = needsReason
    }

    /// The ceilings that groups give the agency over others, and over what rests on several owners' records.
    private static func shared(
        _ db: Database,
        agency: Int64,
        own: Int,
        base: Int,
        clearance: HandlingMarking
    ) throws -> [Int64: Int] {
        var shared: [Int64: Int] = [:]
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT o.agency_id, MAX(m.ceiling) FROM main.group_member m
                JOIN main.sharing_group g ON g.id = m.group_id AND g.state = 'active'
                JOIN main.group_member o ON o.group_id = m.group_id AND o.agency_id <> m.agency_id
                WHERE m.agency_id = ? GROUP BY o.agency_id
                """,
            arguments: [agency]
        )
        for row in rows { shared[row[0]] = min(row[1], clearance.rawValue, HandlingMarking.amberStrict.rawValue) }
        // What rests on records of several owners is seen by those who see that marking of each of them.
        var joint: [Int64: Int] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT joint_id, agency_id FROM main.joint_owner") {
            let owner: Int64 = row[1]
            let ceiling = owner == agency ? own : shared[owner] ?? base
            joint[row[0]] = min(joint[row[0]] ?? ceiling, ceiling)
        }
        return shared.merging(joint) { $1 }
    }

    /// What was lent to the person: things to read by name, and openings of seals.
    private mutating func readLoans(_ db: Database, person: PersonNumber, time: String) throws {
        var ends: [String] = []
        let named = try Row.fetchAll(
            db,
            sql: """
                SELECT subject_kind, subject_id, until FROM main.named_reader
                WHERE person_id = ? AND revoked_at IS NULL AND (until IS NULL OR until > ?)
                """,
            arguments: [person.rawValue, time]
        )
        for row in named {
            self.named.insert(GuardedSubject(stored: row[0], row[1]))
            if let until: String = row[2] { ends.append(until) }
        }
        let opened = try Row.fetchAll(
            db,
            sql: """
                SELECT s.subject_kind, s.subject_id, o.until FROM main.seal_opening o JOIN main.seal s ON s.id = o.seal_id
                WHERE o.second_at IS NOT NULL AND o.closed_at IS NULL AND o.until > ?2
                  AND ?1 IN (o.first_person, o.second_person)
                """,
            arguments: [person.rawValue, time]
        )
        for row in opened {
            guard capabilities.contains(.openSeals) else { continue }
            self.opened.insert(GuardedSubject(stored: row[0], row[1]))
            ends.append(row[2])
        }
        lapse = (ends.compactMap(FactStore.time(of:)) + [lapse].compactMap(\.self)).min()
    }
}
