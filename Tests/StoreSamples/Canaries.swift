import Foundation
import GRDB
import Store
import Vocabulary

/// Texts that say where they stand, to be looked for in everything that leaves the house.
package enum Canaries {
    /// Columns by which rows are joined; without them derived rows would be seen by nobody.
    private static let joined: Set<String> = [
        "party.name", "listing.name", "name_match.party_name", "name_match.listed_name", "price_score.price_id",
        "detection_cover.licence_id", "payment_cycle.payment_id", "finding.subject_kind", "finding.id", "lot.site",
        "credential.id", "credential.kind", "credential.subject_kind", "credential.subject_id",
        "credential_form.credential_id", "credential_form.format", "credential_event.credential_id",
        "credential_event.event",
    ]

    /// The text in a column of the row of each number that follows.
    package static func canary(_ table: String, _ column: String) -> String { "canary/\(table)/\(column)/" }

    /// Plants a text of its own in every column of every row.
    package static func plant(_ rows: MarkedRows) throws {
        try rows.shelf.write { db in
            for (table, number) in MarkedRows.numbers where table != "record" {
                let columns = try Row.fetchAll(db, sql: "SELECT name, type, pk FROM pragma_table_info('\(table)')")
                for column in columns where column["type"] == "TEXT" || column["type"] == "BLOB" {
                    let name: String = column["name"]
                    let isKey = FactSchema.table(named: table)?.key.contains(name) == true
                    guard !isKey, !joined.contains("\(table).\(name)"), name != "record_ids", name != "state" else {
                        continue
                    }
                    let text = "'\(canary(table, name))' || (\(number))"
                    let value = column["type"] == "BLOB" ? "CAST(\(text) AS BLOB)" : text
                    try db.execute(sql: "UPDATE \"\(table)\" SET \"\(name)\" = \(value)")
                }
            }
            try db.execute(
                sql: """
                    UPDATE party SET kind = 'person'; UPDATE site SET artisanal = 1;
                    UPDATE verdict SET reason = 'canary/verdict/reason/10';
                    UPDATE person SET password_hash = 'canary/person/password_hash/' || id, totp_secret = x'63616e617279',
                        recovery_codes = 'canary/person/recovery_codes/' || id;
                    INSERT INTO sign_in_counter VALUES ('canary/sign_in_counter/key/1', 1);
                    """
            )
        }
    }
}
