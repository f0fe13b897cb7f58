import Vocabulary

/// Who sees cases.
///
/// A case is seen by those alone who work on cases in an agency that has a part in it and are cleared for its marking. Seeing
/// a finding, a record or a company that a case speaks of opens the case to nobody. What an agency keeps to itself in a case
/// is seen by that agency.
extension PolicyViews {
    /// The names of the tables that have a view here.
    static let caseNames: Set<String> = ["case_file", "case_act", "case_member", "case_subject", "case_duty"]

    private static let isEverywhere = "reader_base() >= \(HandlingMarking.red.rawValue)"

    private static let isSeen = "EXISTS (SELECT 1 FROM case_file f WHERE f.id = c.case_id)"

    static let cases: [String] = [
        """
        CREATE TEMP VIEW case_file AS SELECT f.* FROM main.case_file f
        WHERE \(isEverywhere) OR (reader_can('\(Capability.workCases.rawValue)') AND f.marking <= reader_own()
            AND EXISTS (SELECT 1 FROM main.case_member m WHERE m.case_id = f.id AND m.agency_id = reader_agency()))
        """,
        """
        CREATE TEMP VIEW case_act AS SELECT c.* FROM main.case_act c
        WHERE \(isSeen) AND (c.is_own = 0 OR c.agency_id = reader_agency() OR \(isEverywhere))
        """,
        "CREATE TEMP VIEW case_member AS SELECT c.* FROM main.case_member c WHERE \(isSeen)",
        "CREATE TEMP VIEW case_subject AS SELECT c.* FROM main.case_subject c WHERE \(isSeen)",
        """
        CREATE TEMP VIEW case_duty AS SELECT c.* FROM main.case_duty c
        WHERE \(isSeen) AND (c.is_own = 0 OR c.agency_id = reader_agency() OR \(isEverywhere))
        """,
    ]
}
