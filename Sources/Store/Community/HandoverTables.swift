import GRDB

/// The tables of what officers say of reports, and of what they hand to other organisations: envelopes, like the reports.
enum HandoverTables {
    static func create(_ db: Database) throws {
        try db.execute(sql: notes)
        try db.execute(sql: handovers)
    }

    private static let notes = """
        -- What the officers of a recipient say of a report, sealed to their own organisation; never changed.
        CREATE TABLE report_note (
            id INTEGER PRIMARY KEY,
            report_id INTEGER NOT NULL REFERENCES sealed_report(id) ON DELETE CASCADE,
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            sequence INTEGER NOT NULL,
            -- What kind of thing it says; what it says is in the envelope.
            word TEXT NOT NULL,
            envelope BLOB NOT NULL,
            came_on TEXT NOT NULL,
            by TEXT NOT NULL,
            UNIQUE (report_id, agency_id, sequence)
        ) STRICT;
        CREATE INDEX report_note_agency ON report_note (agency_id, report_id, sequence);
        """

    private static let handovers = """
        -- What a recipient hands to another organisation, and what became of that.
        CREATE TABLE report_handover (
            id INTEGER PRIMARY KEY,
            report_id INTEGER NOT NULL REFERENCES sealed_report(id) ON DELETE CASCADE,
            -- The place of its first envelope among those that were handed over of this report.
            first_sequence INTEGER NOT NULL,
            from_agency INTEGER NOT NULL REFERENCES agency(id),
            to_agency INTEGER NOT NULL REFERENCES agency(id),
            -- SHA-256 of the envelopes, one behind the other: what was handed over, for the receipt.
            digest BLOB NOT NULL,
            sent_on TEXT NOT NULL,
            -- The last day for an answer.
            answer_by TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('sent', 'accepted', 'declined')),
            -- Of one that was declined: why, in one of the words that there are for it.
            reason TEXT,
            answered_on TEXT,
            UNIQUE (report_id, first_sequence)
        ) STRICT;
        CREATE INDEX report_handover_to ON report_handover (to_agency, state, answer_by);
        CREATE INDEX report_handover_from ON report_handover (from_agency, state, answer_by);

        -- The envelopes: the text first, then the files.
        CREATE TABLE report_handover_part (
            handover_id INTEGER NOT NULL REFERENCES report_handover(id) ON DELETE CASCADE,
            sequence INTEGER NOT NULL,
            envelope BLOB NOT NULL,
            PRIMARY KEY (handover_id, sequence)
        ) STRICT;
        """
}
