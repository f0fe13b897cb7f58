import GRDB

/// The tables of the search index.
enum SearchSchema {
    /// Makes the tables.
    ///
    /// The index holds terms and row numbers and no text (`content=''`), no places of words (`detail=none`) and no lengths
    /// (`columnsize=0`): what a hit says is read from the reader's own views. Terms come folded, so that the simplest
    /// tokenizer will do. (sqlite.org/fts5.html, sections 4.4 to 4.7.)
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE main.search_index USING fts5(
                    terms, content = '', columnsize = 0, detail = none, tokenize = "ascii tokenchars '='"
                );
                INSERT INTO main.search_index (search_index, rank) VALUES ('pgsz', 8000);
                INSERT INTO main.search_index (search_index, rank) VALUES ('hashsize', 16777216);
                -- The terms in order, to find those that begin with something.
                CREATE VIRTUAL TABLE main.search_term USING fts5vocab(search_index, row);

                -- Every word that is in the index, to put slips of the pen right.
                CREATE TABLE search_word (
                    id INTEGER PRIMARY KEY,
                    word TEXT NOT NULL UNIQUE,
                    -- Under which its spellings meet; NULL for none.
                    sound TEXT,
                    consonants TEXT,
                    is_abjad INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX search_word_sound ON search_word (sound) WHERE sound IS NOT NULL;
                CREATE INDEX search_word_consonants ON search_word (consonants) WHERE consonants IS NOT NULL;

                -- Up to which row each table is in the index.
                CREATE TABLE search_progress (
                    name TEXT PRIMARY KEY,
                    position INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                """
        )
    }

    /// Empties an index whose terms another version of the program made: it is filled again like one of a new store.
    static func prepare(_ db: Database) throws {
        let found = try Int.fetchOne(db, sql: "SELECT position FROM main.search_progress WHERE name = 'version'")
        guard found != SearchTerms.version else { return }
        if found != nil {
            try db.execute(
                sql: """
                    INSERT INTO main.search_index (search_index) VALUES ('delete-all');
                    DELETE FROM main.search_word;
                    DELETE FROM main.search_progress;
                    """
            )
        }
        try db.execute(
            sql: "INSERT INTO main.search_progress (name, position) VALUES ('version', ?)",
            arguments: [SearchTerms.version]
        )
    }
}
