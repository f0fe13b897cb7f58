import GRDB

/// The tables of text messages and calls: what came once, who is in the middle of something, what waits to be sent, who asked
/// to be told of an answer, and the prices of the day.
///
/// No number and no word of a message stands here in clear. Senders are keyed digests; a number and a text are sealed under a
/// key that is not in the database, for as long as something is owed to that phone, and are overwritten then.
enum MessageTables {
    static func create(_ db: Database) throws {
        try db.execute(sql: gateways)
        try db.execute(sql: inbound)
        try db.execute(sql: outbound)
        try db.execute(sql: prices)
    }

    private static let gateways = """
        CREATE TABLE message_gateway (
            name TEXT PRIMARY KEY,
            shape TEXT NOT NULL,
            -- Where messages are posted to; null where the gateway fetches them.
            push_address TEXT,
            -- What the gateway calls this installation: a number, a short code, a user name.
            account TEXT NOT NULL,
            calling_code TEXT NOT NULL,
            trunk_prefix TEXT NOT NULL,
            shortest INTEGER NOT NULL,
            longest INTEGER NOT NULL,
            language TEXT NOT NULL,
            sealed_secret BLOB NOT NULL,
            -- The secret before, good until the next change, so that a gateway can be given the new one in peace.
            sealed_earlier BLOB,
            -- A header that the gateway asks for when messages are posted to it.
            sealed_authorization BLOB,
            is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
            made_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- How often something of a gateway was refused or went wrong on a day, and why; nothing of what it was.
        CREATE TABLE message_trouble (
            gateway TEXT NOT NULL,
            day TEXT NOT NULL,
            reason TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (gateway, day, reason)
        ) STRICT, WITHOUT ROWID;
        """

    private static let inbound = """
        -- What came in, so that it counts once: keyed digests of the gateway's id and of the content.
        CREATE TABLE message_arrival (
            gateway TEXT NOT NULL,
            reference BLOB NOT NULL,
            content BLOB NOT NULL,
            day TEXT NOT NULL,
            PRIMARY KEY (gateway, reference, content)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE message_conversation (
            -- A keyed digest of the number.
            sender BLOB PRIMARY KEY,
            -- Counts up: two messages that are worked on at once do not overwrite one another.
            version INTEGER NOT NULL,
            language TEXT NOT NULL,
            is_stopped INTEGER NOT NULL CHECK (is_stopped IN (0, 1)),
            -- How far it is and what is drafted, sealed under a key that takes the number to make.
            sealed BLOB,
            -- Milliseconds since 1970, up to the next full hour.
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Who asked to be told of an answer to a report: gone once told, or once nothing can be told any more.
        CREATE TABLE message_watch (
            report_id INTEGER PRIMARY KEY REFERENCES sealed_report(id) ON DELETE CASCADE,
            gateway TEXT NOT NULL,
            recipient BLOB NOT NULL,
            sealed_number BLOB NOT NULL,
            language TEXT NOT NULL,
            channel TEXT NOT NULL,
            is_due INTEGER NOT NULL DEFAULT 0 CHECK (is_due IN (0, 1))
        ) STRICT;
        CREATE INDEX message_watch_due ON message_watch (report_id) WHERE is_due = 1;
        """

    private static let outbound = """
        CREATE TABLE message_out (
            id INTEGER PRIMARY KEY,
            -- By chance; the gateway gets it too.
            name TEXT NOT NULL UNIQUE,
            gateway TEXT NOT NULL,
            language TEXT NOT NULL,
            channel TEXT NOT NULL,
            purpose TEXT NOT NULL,
            is_notice INTEGER NOT NULL CHECK (is_notice IN (0, 1)),
            parts INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'accepted', 'delivered', 'undelivered', 'ended')),
            -- Why it will not be sent.
            ending TEXT,
            tries INTEGER NOT NULL,
            -- Milliseconds since 1970: the next try, or the end of a lease.
            next_at INTEGER NOT NULL,
            -- Milliseconds since 1970; the beginning of the day once it is settled.
            written_at INTEGER NOT NULL,
            expires_at INTEGER,
            settled_on TEXT,
            -- Null once it is settled: nothing is owed to that phone any more.
            recipient BLOB,
            sealed_number BLOB,
            sealed_text BLOB,
            -- A keyed digest of what the gateway calls it.
            reference BLOB
        ) STRICT;
        CREATE INDEX message_out_open ON message_out (gateway, id) WHERE state IN ('waiting', 'sending');
        CREATE INDEX message_out_recipient ON message_out (recipient) WHERE recipient IS NOT NULL;
        CREATE INDEX message_out_reference ON message_out (gateway, reference) WHERE reference IS NOT NULL;

        -- What was given to gateways within the last hour, for the limits.
        CREATE TABLE message_try (
            id INTEGER PRIMARY KEY,
            gateway TEXT NOT NULL,
            recipient BLOB NOT NULL,
            moment INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX message_try_gateway ON message_try (gateway, moment);
        """

    private static let prices = """
        -- A price of a day as somebody gave it; never changed: of two alike the newest counts.
        CREATE TABLE daily_price (
            id INTEGER PRIMARY KEY,
            mineral TEXT NOT NULL,
            -- As it was written, such as `60 % SnO2`; empty if none is named.
            grade TEXT NOT NULL,
            place TEXT NOT NULL,
            -- In the smallest units of the currency, for one of the unit.
            minor INTEGER NOT NULL CHECK (minor >= 0),
            currency TEXT NOT NULL,
            unit TEXT NOT NULL,
            day TEXT NOT NULL,
            source TEXT NOT NULL,
            entered_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX daily_price_mineral ON daily_price (mineral, day);

        -- Lines of files of prices that could not be taken, as they came.
        CREATE TABLE daily_price_rejected (
            id INTEGER PRIMARY KEY,
            file TEXT NOT NULL,
            line INTEGER NOT NULL,
            text TEXT NOT NULL,
            reason TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        """
}
