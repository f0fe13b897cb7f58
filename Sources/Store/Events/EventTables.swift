import GRDB

/// The tables of captured EPCIS events: what queries look events up by, and what was asked of the capture interface.
enum EventTables {
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                -- What a captured event is looked up by; the event itself is its record.
                CREATE TABLE captured_event (
                    record_id INTEGER PRIMARY KEY REFERENCES record(id),
                    receipt_id INTEGER NOT NULL REFERENCES receipt(id),
                    marking INTEGER NOT NULL,
                    owner INTEGER NOT NULL,
                    type TEXT NOT NULL,
                    action TEXT,
                    -- Both in microseconds since 1970.
                    event_time INTEGER,
                    record_time INTEGER NOT NULL,
                    event_key TEXT,
                    is_error INTEGER NOT NULL CHECK (is_error IN (0, 1)),
                    has_sensors INTEGER NOT NULL CHECK (has_sensors IN (0, 1))
                ) STRICT;
                CREATE INDEX captured_event_time ON captured_event (event_time);
                CREATE INDEX captured_event_recorded ON captured_event (record_time);
                CREATE INDEX captured_event_key ON captured_event (event_key) WHERE event_key IS NOT NULL;

                -- The identifiers and words in a captured event, by kind.
                CREATE TABLE captured_key (
                    kind INTEGER NOT NULL,
                    text TEXT NOT NULL,
                    record_id INTEGER NOT NULL,
                    PRIMARY KEY (kind, text, record_id)
                ) STRICT, WITHOUT ROWID;

                -- What a document says of all its events: its syntax, and its prefixes as a JSON object.
                CREATE TABLE captured_document (
                    receipt_id INTEGER PRIMARY KEY REFERENCES receipt(id),
                    syntax TEXT NOT NULL CHECK (syntax IN ('json', 'xml')),
                    prefixes TEXT NOT NULL
                ) STRICT;

                -- What master data in captured documents say of things: attributes, and what is part of what.
                CREATE TABLE captured_master (
                    receipt_id INTEGER NOT NULL REFERENCES receipt(id),
                    element TEXT NOT NULL,
                    vocabulary TEXT NOT NULL,
                    -- An attribute's name, or empty for a part.
                    name TEXT NOT NULL,
                    value TEXT NOT NULL,
                    PRIMARY KEY (receipt_id, element, vocabulary, name, value)
                ) STRICT, WITHOUT ROWID;

                -- One document handed in through the capture interface.
                CREATE TABLE capture_job (
                    id TEXT PRIMARY KEY,
                    owner INTEGER NOT NULL REFERENCES agency(id),
                    marking INTEGER NOT NULL,
                    sha256 BLOB NOT NULL,
                    byte_count INTEGER NOT NULL,
                    behaviour TEXT NOT NULL CHECK (behaviour IN ('rollback', 'proceed')),
                    created_at TEXT NOT NULL,
                    finished_at TEXT,
                    is_success INTEGER CHECK (is_success IN (0, 1)),
                    -- Problem details as a JSON array.
                    errors TEXT NOT NULL DEFAULT '[]'
                ) STRICT;
                CREATE INDEX capture_job_owner ON capture_job (owner, created_at);
                CREATE INDEX capture_job_open ON capture_job (id) WHERE finished_at IS NULL;

                -- A query that an agency has given a name.
                CREATE TABLE event_query (
                    owner INTEGER NOT NULL REFERENCES agency(id),
                    name TEXT NOT NULL,
                    query TEXT NOT NULL,
                    at TEXT NOT NULL,
                    by TEXT NOT NULL,
                    PRIMARY KEY (owner, name)
                ) STRICT, WITHOUT ROWID;

                -- Where the next page of an answer begins; the token itself is kept by its SHA-256.
                CREATE TABLE page_token (
                    digest BLOB PRIMARY KEY,
                    owner INTEGER NOT NULL,
                    place TEXT NOT NULL,
                    expires_at TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;
                """
        )
    }
}
