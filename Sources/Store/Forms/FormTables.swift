import GRDB

/// The tables of forms that are given out, and of what was answered.
///
/// A version of a form, a submission and a file are never overwritten: what comes again is known or set aside.
enum FormTables {
    static func create(_ db: Database) throws {
        try db.execute(sql: forms)
        try db.execute(sql: submissions)
    }

    private static let forms = """
        CREATE TABLE form (
            id INTEGER PRIMARY KEY,
            -- The id of its instance, by which submissions name it.
            name TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
            -- Whoever knows it may fill the form in without an account; NULL where accounts alone may.
            link TEXT UNIQUE,
            -- Whether each submission is a case of a study, to be set beside the others.
            is_case_study INTEGER NOT NULL CHECK (is_case_study IN (0, 1)),
            added_at TEXT NOT NULL,
            added_by TEXT NOT NULL,
            -- Of the form and of all answers to it.
            marking INTEGER NOT NULL,
            owner INTEGER NOT NULL REFERENCES agency(id),
            UNIQUE (owner, name)
        ) STRICT;

        CREATE TABLE form_version (
            id INTEGER PRIMARY KEY,
            form_id INTEGER NOT NULL REFERENCES form(id),
            -- Empty where the form names none.
            version TEXT NOT NULL,
            title TEXT NOT NULL,
            -- The XForm byte for byte: phones compare its digest.
            xml BLOB NOT NULL,
            md5 TEXT NOT NULL,
            sha256 BLOB NOT NULL,
            -- The spreadsheet that it was made of, as it was given.
            source BLOB,
            source_name TEXT,
            added_at TEXT NOT NULL,
            added_by TEXT NOT NULL,
            marking INTEGER NOT NULL,
            owner INTEGER NOT NULL REFERENCES agency(id),
            UNIQUE (form_id, version)
        ) STRICT;

        -- The lists that go with a version.
        CREATE TABLE form_file (
            version_id INTEGER NOT NULL REFERENCES form_version(id),
            name TEXT NOT NULL,
            bytes BLOB NOT NULL,
            md5 TEXT NOT NULL,
            marking INTEGER NOT NULL,
            owner INTEGER NOT NULL REFERENCES agency(id),
            PRIMARY KEY (version_id, name)
        ) STRICT;
        """

    private static let submissions = """
        CREATE TABLE submission (
            id INTEGER PRIMARY KEY,
            form_id INTEGER NOT NULL REFERENCES form(id),
            version_id INTEGER NOT NULL REFERENCES form_version(id),
            -- Made where it was filled in: what comes again has the same.
            instance_id TEXT NOT NULL,
            -- The submission that it puts right, by its instance_id, whether or not that has come yet.
            corrects TEXT,
            -- Byte for byte as it came.
            xml BLOB NOT NULL,
            sha256 BLOB NOT NULL,
            channel TEXT NOT NULL CHECK (channel IN ('app', 'page', 'file')),
            -- A time; of what came by the link a day.
            received_at TEXT NOT NULL,
            -- Empty for what came by the link.
            received_by TEXT NOT NULL,
            -- How many places do not fit the form, worked out when it came.
            disagreements INTEGER NOT NULL,
            marking INTEGER NOT NULL,
            owner INTEGER NOT NULL REFERENCES agency(id),
            UNIQUE (form_id, instance_id)
        ) STRICT;
        CREATE INDEX submission_corrects ON submission (form_id, corrects) WHERE corrects IS NOT NULL;

        -- The files that a submission names; those that have not come have no bytes.
        CREATE TABLE submission_file (
            submission_id INTEGER NOT NULL REFERENCES submission(id),
            name TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('missing', 'kept', 'set_aside')),
            media_type TEXT,
            -- Without what cameras and programs put beside the picture or the sound.
            bytes BLOB,
            sha256 BLOB,
            -- What was left out, separated by spaces.
            removed TEXT,
            marking INTEGER NOT NULL,
            owner INTEGER NOT NULL REFERENCES agency(id),
            PRIMARY KEY (submission_id, name)
        ) STRICT;

        -- What could not be taken, with the reason and its bytes as they came.
        CREATE TABLE set_aside (
            id INTEGER PRIMARY KEY,
            form_id INTEGER REFERENCES form(id),
            reason TEXT NOT NULL,
            detail TEXT NOT NULL,
            instance_id TEXT,
            file_name TEXT NOT NULL,
            bytes BLOB NOT NULL,
            sha256 BLOB NOT NULL,
            at TEXT NOT NULL,
            by TEXT NOT NULL,
            marking INTEGER NOT NULL,
            owner INTEGER NOT NULL REFERENCES agency(id)
        ) STRICT;
        -- What comes again and again stands there once.
        CREATE UNIQUE INDEX set_aside_once ON set_aside (owner, reason, sha256, ifnull(instance_id, ''), file_name);
        CREATE INDEX set_aside_form ON set_aside (form_id, id);
        """
}
