import GRDB

/// The table of subscriptions to named queries.
enum SubscriptionTables {
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Who is told of the events that a named query finds. What a subscriber has to get is not copied: it is
                -- the records between two numbers, and a number moves only when the subscriber has taken what is before.
                CREATE TABLE event_subscription (
                    id TEXT PRIMARY KEY,
                    owner INTEGER NOT NULL,
                    query_name TEXT NOT NULL,
                    -- In whose place is read; NULL for the owner of the machine.
                    person_id INTEGER REFERENCES person(id),
                    dest TEXT NOT NULL,
                    -- What documents are signed with.
                    secret TEXT,
                    -- JSON; NULL for whoever is told at once.
                    schedule TEXT,
                    reports_empty INTEGER NOT NULL CHECK (reports_empty IN (0, 1)),
                    format TEXT NOT NULL,
                    initial_record_time TEXT,
                    created_at TEXT NOT NULL,
                    -- The last record that the subscriber has been told of, or need not be.
                    delivered_record INTEGER NOT NULL,
                    -- The last record of the report that is being delivered; NULL if none is.
                    due_record INTEGER,
                    -- How many documents of that report the subscriber has taken.
                    documents INTEGER NOT NULL DEFAULT 0,
                    -- When to look at it next: seconds since 1970.
                    next_at INTEGER NOT NULL,
                    attempts INTEGER NOT NULL DEFAULT 0,
                    last_notified_at TEXT,
                    last_fault TEXT,
                    FOREIGN KEY (owner, query_name) REFERENCES event_query(owner, name) ON DELETE CASCADE
                ) STRICT;
                CREATE INDEX event_subscription_query ON event_subscription (owner, query_name, created_at, id);
                CREATE INDEX event_subscription_next ON event_subscription (next_at);
                """
        )
    }
}
