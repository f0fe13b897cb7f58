package import GRDB
import Vocabulary

/// The steps that bring a database to the present schema.
///
/// A step is never edited after a release: add one.
package enum StoreMigrations {
    package static func migrator() -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v001_create_records") { db in
            try createRecordTables(db)
        }
        migrator.registerMigration("v002_create_base_facts") { db in
            for table in FactSchema.baseTables {
                try db.execute(sql: table.createTableSQL)
                for sql in table.createIndexSQL { try db.execute(sql: sql) }
            }
        }
        migrator.registerMigration("v003_create_findings") { db in
            try createFindingTables(db)
        }
        migrator.registerMigration("v010_people") { db in
            try PeopleTables.create(db)
        }
        migrator.registerMigration("v020_search") { db in
            try SearchSchema.create(db)
        }
        migrator.registerMigration("v030_create_backup_made") { db in
            try db.execute(
                sql: """
                    -- One backup that was made: when, and the digest that shows later that it is this one.
                    CREATE TABLE backup_made (
                        id INTEGER PRIMARY KEY,
                        at TEXT NOT NULL,
                        place TEXT NOT NULL,
                        bytes INTEGER NOT NULL,
                        manifest_sha256 TEXT NOT NULL
                    ) STRICT;
                    """
            )
        }
        migrator.registerMigration("v050_create_pack_agency") { db in
            try db.execute(
                sql: """
                    -- Which agency of this store is which agency of a country pack, whatever it is called by now.
                    CREATE TABLE pack_agency (
                        pack TEXT NOT NULL,
                        agency TEXT NOT NULL,
                        agency_id INTEGER NOT NULL REFERENCES agency(id),
                        at TEXT NOT NULL,
                        PRIMARY KEY (pack, agency)
                    ) STRICT, WITHOUT ROWID;
                    """
            )
        }
        migrator.registerMigration("v060_work") { db in
            try WorkTables.create(db)
        }
        migrator.registerMigration("v070_sign_in") { db in
            try SignInTables.create(db)
        }
        migrator.registerMigration("v080_create_certification") { db in
            try addFactTables(["certificate", "tag", "site_status"], db)
        }
        migrator.registerMigration("v090_captured_events") { db in
            try EventTables.create(db)
        }
        migrator.registerMigration("v091_create_event_error") { db in
            try addFactTables(["event_error"], db)
        }
        migrator.registerMigration("v100_lot_claims") { db in
            // A store that is made today has them from its second step on.
            let present = try db.columns(in: "lot").map(\.name)
            for name in ["custody_model", "claim"] where !present.contains(name) {
                try db.execute(sql: "ALTER TABLE lot ADD COLUMN \"\(name)\" TEXT")
            }
        }
        migrator.registerMigration("v101_lots_behind") { db in
            // What an event says of a lot is looked for when the event that came first is withdrawn.
            try db.execute(sql: "CREATE INDEX lot_behind ON lot (id) WHERE superseded_by IS NOT NULL")
        }
        migrator.registerMigration("v110_event_subscriptions") { db in
            try SubscriptionTables.create(db)
        }
        migrator.registerMigration("v120_commitments") { db in
            try CommitmentTables.create(db)
        }
        migrator.registerMigration("v125_create_finding_publication") { db in
            try PublicationTable.create(db)
        }
        migrator.registerMigration("v130_credentials") { db in
            try CredentialTables.create(db)
        }
        migrator.registerMigration("v140_sealed_reports") { db in
            try ReportTables.create(db)
        }
        migrator.registerMigration("v150_remedy") { db in
            try RemedyTables.create(db)
        }
        migrator.registerMigration("v160_forms") { db in
            try FormTables.create(db)
        }
        migrator.registerMigration("v165_assessments") { db in
            try AssessmentTables.create(db)
        }
        migrator.registerMigration("v170_messages") { db in
            try MessageTables.create(db)
        }
        migrator.registerMigration("v175_dialogue") { db in
            try DialogueTables.create(db)
        }
        migrator.registerMigration("v180_handovers") { db in
            try HandoverTables.create(db)
        }
        migrator.registerMigration("v185_language_sheets") { db in
            try LanguageSheetTable.create(db)
        }
        migrator.registerMigration("v190_key_escrow") { db in
            try EscrowTables.create(db)
        }
        migrator.registerMigration("v195_report_counts") { db in
            try CountTables.create(db)
        }
        migrator.registerMigration("v195_sealed_papers") { db in
            // What a paper is, sealed with its digests; null where the paper lies as it came, until the server seals it.
            try db.execute(sql: "ALTER TABLE remedy_paper ADD COLUMN head BLOB")
        }
        migrator.registerMigration("v200_cases") { db in
            try CaseTables.create(db)
        }
        migrator.registerMigration("v210_evidence") { db in
            try EvidenceTables.create(db)
        }
        return migrator
    }

    /// Makes tables of facts that came after the second step; a store that is made today has them from it on.
    private static func addFactTables(_ names: [String], _ db: Database) throws {
        for name in names where try !db.tableExists(name) {
            guard let table = FactSchema.table(named: name) else { continue }
            try db.execute(sql: table.createTableSQL)
            for sql in table.createIndexSQL { try db.execute(sql: sql) }
        }
    }

    private static func createRecordTables(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE agency (
                    id INTEGER PRIMARY KEY,
                    name TEXT NOT NULL UNIQUE
                ) STRICT;
                INSERT INTO agency (id, name) VALUES (1, 'local');

                -- One file as received. Its bytes stand in received/ under its SHA-256.
                CREATE TABLE receipt (
                    id INTEGER PRIMARY KEY,
                    sha256 BLOB NOT NULL,
                    byte_count INTEGER NOT NULL,
                    file_name TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    source TEXT NOT NULL,
                    map TEXT NOT NULL,
                    agency_id INTEGER NOT NULL REFERENCES agency(id),
                    marking INTEGER NOT NULL,
                    received_at TEXT NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('open', 'complete', 'failed')),
                    -- Where the next batch starts: a cut run goes on from here.
                    next_position INTEGER NOT NULL DEFAULT 0,
                    accepted INTEGER NOT NULL DEFAULT 0,
                    duplicates INTEGER NOT NULL DEFAULT 0,
                    corrections INTEGER NOT NULL DEFAULT 0,
                    quarantined INTEGER NOT NULL DEFAULT 0,
                    finished_at TEXT,
                    -- The quarantined record that this one puts right, if any.
                    corrects_quarantine INTEGER REFERENCES quarantine(id),
                    UNIQUE (sha256, kind, map, source)
                ) STRICT;

                -- One thing handed in: a slice of a received file.
                CREATE TABLE record (
                    id INTEGER PRIMARY KEY,
                    receipt_id INTEGER NOT NULL REFERENCES receipt(id),
                    position INTEGER NOT NULL,
                    length INTEGER NOT NULL,
                    line INTEGER NOT NULL,
                    sha256 BLOB NOT NULL,
                    -- Index of its main table in the schema of base facts.
                    kind INTEGER NOT NULL,
                    supersedes INTEGER REFERENCES record(id),
                    superseded_by INTEGER REFERENCES record(id)
                ) STRICT;

                CREATE TABLE quarantine (
                    id INTEGER PRIMARY KEY,
                    receipt_id INTEGER NOT NULL REFERENCES receipt(id),
                    position INTEGER NOT NULL,
                    length INTEGER NOT NULL,
                    line INTEGER NOT NULL,
                    path TEXT NOT NULL,
                    code TEXT NOT NULL,
                    -- Messages with their arguments as JSON: each reader gets the sentence in their own language.
                    found TEXT NOT NULL,
                    expected TEXT NOT NULL,
                    advice TEXT NOT NULL,
                    excerpt BLOB NOT NULL,
                    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved')),
                    resolved_by INTEGER REFERENCES record(id)
                ) STRICT;
                CREATE INDEX quarantine_receipt ON quarantine (receipt_id);

                CREATE TABLE access (
                    id INTEGER PRIMARY KEY,
                    at TEXT NOT NULL,
                    reader TEXT NOT NULL,
                    agency_id INTEGER NOT NULL REFERENCES agency(id),
                    action TEXT NOT NULL,
                    subject_kind TEXT NOT NULL,
                    subject_id TEXT NOT NULL
                ) STRICT;
                CREATE INDEX access_subject ON access (subject_kind, subject_id);
                """
        )
    }

    private static func createFindingTables(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE finding (
                    id TEXT PRIMARY KEY,
                    rule_id TEXT NOT NULL,
                    rule_version INTEGER NOT NULL,
                    subject_kind TEXT NOT NULL,
                    subject_id TEXT NOT NULL,
                    time TEXT NOT NULL,
                    strength REAL NOT NULL,
                    weight REAL NOT NULL,
                    severity INTEGER NOT NULL,
                    details TEXT NOT NULL,
                    record_ids TEXT NOT NULL,
                    cells TEXT NOT NULL,
                    lon REAL,
                    lat REAL,
                    marking INTEGER NOT NULL,
                    owner INTEGER NOT NULL REFERENCES agency(id),
                    first_seen TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX finding_subject ON finding (subject_kind, subject_id);
                CREATE INDEX finding_rule ON finding (rule_id);

                -- A person's judgement of a finding; never changed, the newest one counts.
                CREATE TABLE verdict (
                    id INTEGER PRIMARY KEY,
                    finding_id TEXT NOT NULL,
                    verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'dismissed', 'reopened')),
                    reason TEXT NOT NULL,
                    at TEXT NOT NULL,
                    by TEXT NOT NULL
                ) STRICT;
                CREATE INDEX verdict_finding ON verdict (finding_id, id);

                -- How often the rows of each fact table have changed.
                CREATE TABLE fact_version (
                    name TEXT PRIMARY KEY,
                    version INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- What each step of the assessment rested on when it was last made.
                CREATE TABLE assessed (
                    name TEXT PRIMARY KEY,
                    inputs TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE assessment (
                    id INTEGER PRIMARY KEY,
                    started_at TEXT NOT NULL,
                    seconds REAL NOT NULL,
                    findings INTEGER NOT NULL
                ) STRICT;
                """
        )
    }

    /// Makes the derived tables, anew where their definition has changed: they can be computed again.
    static func createDerivedTables(_ db: Database) throws {
        for table in FactSchema.derivedTables {
            let wanted = table.createTableSQL
            let found = try String.fetchOne(
                db,
                sql: "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?",
                arguments: [table.name]
            )
            guard found != wanted else { continue }
            if found != nil { try db.execute(sql: "DROP TABLE main.\"\(table.name)\"") }
            try db.execute(sql: wanted)
            for sql in table.createIndexSQL { try db.execute(sql: sql) }
            try db.execute(sql: "DELETE FROM main.assessed")
        }
    }
}
