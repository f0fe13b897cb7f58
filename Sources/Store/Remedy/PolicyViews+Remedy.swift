import Vocabulary

/// Who sees complaints, commitments and consultations.
///
/// A grievance is seen by those alone who have a part in it: who took it in, the bodies to which the procedure has led it,
/// and, with what the procedure lets them see, those complained of. Its owner and its marking open it to nobody else, so
/// that an agency that is complained of does not see it for having it on its own shelf. A mediation is seen by the mediator
/// and the parties alone. An assessment is seen by who leads it alone, a finding that was put to somebody by those two;
/// reports of assessments are for everybody once they are published. Other files are seen by their marking, and by those who
/// have a part.
extension PolicyViews {
    /// The names of the tables that have a view here.
    static let remedyNames: Set<String> = [
        "remedy_setting", "remedy_file", "remedy_event", "remedy_account", "remedy_note", "remedy_reminder",
        "remedy_paper",
        "impact_report",
    ]

    /// The parts of the reader's agency in a file `f` in which the reader can act.
    private static let parts: String = {
        let capabilities = RemedyPart.allCases.map { "WHEN '\($0.rawValue)' THEN '\($0.capability.rawValue)'" }
            .joined(separator: " ")
        let seats = """
            (SELECT group_concat(s.part, ' ') FROM main.remedy_seat s
             WHERE s.file_id = f.id AND s.agency_id = reader_agency() AND reader_can(CASE s.part \(capabilities) END))
            """
        return
            "CASE WHEN \(isEverywhere) THEN 'taker body keeper chair' WHEN f.marking <= reader_own() THEN \(seats) END"
    }()

    private static let isEverywhere = "reader_base() >= \(HandlingMarking.red.rawValue)"

    static let remedy: [String] = [
        // Who plays which part is for everybody to know.
        "CREATE TEMP VIEW remedy_setting AS SELECT * FROM main.remedy_setting WHERE reader_base() >= 0",
        """
        CREATE TEMP VIEW remedy_file AS
        SELECT f.*, \(parts) AS parts FROM main.remedy_file f
        WHERE CASE WHEN f.kind IN ('grievance', 'mediation', 'assessment', 'follow-up') THEN \(parts) IS NOT NULL
              ELSE (\(isVisible("f.marking", "f.owner", "-1"))) OR \(parts) IS NOT NULL END
        """,
        // Those complained of get what the procedure lets them see, not the events; who sits in a group, and what was said
        // in its meetings, is for those who lead it.
        """
        CREATE TEMP VIEW remedy_event AS SELECT e.* FROM main.remedy_event e
        WHERE EXISTS (SELECT 1 FROM remedy_file f WHERE f.id = e.file_id
                      AND (f.kind <> 'grievance' OR f.parts <> 'respondent')
                      AND (f.kind NOT IN ('group', 'meeting') OR f.parts IS NOT NULL))
        """,
        // The name is for who took the complaint in, and for those who read what identifies persons.
        """
        CREATE TEMP VIEW remedy_account AS
        SELECT a.id, a.file_id,
               CASE WHEN f.parts LIKE '%taker%' OR reader_can('read_identity') THEN a.name END AS name,
               CASE WHEN f.parts LIKE '%taker%' OR reader_can('read_identity') THEN a.contact END AS contact,
               a.words, a.place, a.tells_name, a.tells_words, a.at
        FROM main.remedy_account a JOIN remedy_file f ON f.id = a.file_id
        WHERE f.parts <> 'respondent'
          AND a.id = (SELECT max(n.id) FROM main.remedy_account n WHERE n.file_id = a.file_id)
        """,
        // What was added to a complaint is told to those complained of where the person allows it.
        """
        CREATE TEMP VIEW remedy_paper AS SELECT p.* FROM main.remedy_paper p JOIN remedy_file f ON f.id = p.file_id
        WHERE f.parts <> 'respondent' OR p.tells = 1
        """,
        """
        CREATE TEMP VIEW remedy_note AS SELECT id, kind, day, proposals, adopted, bytes FROM main.remedy_note
        WHERE reader_base() >= 0
        """,
        """
        CREATE TEMP VIEW impact_report AS SELECT p.id, p.file_id, p.day, p.bytes FROM main.impact_report p
        WHERE reader_base() >= 0
          AND p.id = (SELECT max(n.id) FROM main.impact_report n WHERE n.file_id = p.file_id)
        """,
        """
        CREATE TEMP VIEW remedy_reminder AS SELECT r.* FROM main.remedy_reminder r
        WHERE r.agency_id = reader_agency() AND EXISTS (SELECT 1 FROM remedy_file f WHERE f.id = r.file_id
              AND f.parts IS NOT NULL)
        """,
    ]
}
