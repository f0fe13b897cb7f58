import GRDB

/// What signing in needs beyond the tables of people.
enum SignInTables {
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                -- A counter of attempts is one moment: when all of them will be forgotten.
                CREATE TABLE sign_in_counter (
                    key TEXT PRIMARY KEY,
                    forgotten_at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX sign_in_counter_forgotten ON sign_in_counter (forgotten_at);

                -- Recovery codes have one salt a set, so they are kept as one text.
                ALTER TABLE person ADD COLUMN recovery_codes TEXT;

                -- expires_at moves on while a session is in use; ends_at does not.
                ALTER TABLE session ADD COLUMN ends_at TEXT NOT NULL DEFAULT '';
                UPDATE session SET ends_at = expires_at;
                CREATE INDEX device_person ON device (person_id);

                -- With a person, the code lets that person choose a new password; without, it makes a person.
                ALTER TABLE invitation ADD COLUMN person_id INTEGER REFERENCES person(id);
                ALTER TABLE invitation ADD COLUMN clears_second_factor INTEGER NOT NULL DEFAULT 0;
                """
        )
    }
}
