import Assessment
import Testing

@Suite("Legal cover, on the date of the act")
struct LicenceTermTests {
    /// Status, granted, expires, the date of the act, and whether it was in force: "?" where that cannot be told.
    private static let known: [(String, String?, String?, String, String)] = [
        ("active", "2015-01-01", "2025-01-01", "2020-06-01", "yes"),
        ("active", "2015-01-01", "2025-01-01", "2015-01-01", "yes"),
        ("active", "2015-01-01", "2025-01-01", "2025-01-01", "yes"),
        ("active", "2015-01-01", "2025-01-01", "2014-12-31", "no"),
        // The status says active, the dates say that it is over.
        ("active", "2015-01-01", "2025-01-01", "2025-01-02", "?"), ("active", nil, "2025-01-01", "2020-06-01", "yes"),
        ("active", "2015-01-01", nil, "2020-06-01", "?"), ("active", "2015-01-01", nil, "2014-06-01", "no"),
        ("active", nil, nil, "2020-06-01", "?"),
        // Expired on the day of the layer, valid on the day of the act.
        ("expired", "2015-01-01", "2019-01-01", "2018-06-01", "yes"),
        ("expired", "2015-01-01", "2019-01-01", "2019-01-02", "no"),
        ("expired", "2015-01-01", "2019-01-01", "2014-06-01", "no"),
        ("expired", nil, "2019-01-01", "2018-06-01", "no"), ("expired", "2015-01-01", nil, "2018-06-01", "no"),
        // Nobody knows when it was taken away.
        ("revoked", "2015-01-01", "2025-01-01", "2018-06-01", "no"),
        ("suspended", "2015-01-01", "2025-01-01", "2018-06-01", "no"),
        ("applied", "2015-01-01", "2025-01-01", "2018-06-01", "no"), ("refused", nil, nil, "2018-06-01", "no"),
        ("unknown", "2015-01-01", "2025-01-01", "2018-06-01", "?"),
        ("unknown", "2015-01-01", "2017-01-01", "2018-06-01", "no"),
        ("unknown", "2019-01-01", nil, "2018-06-01", "no"), ("unknown", nil, nil, "2018-06-01", "?"),
        // The date of the act is not known.
        ("active", "2015-01-01", "2025-01-01", "", "yes"), ("expired", "2015-01-01", "2019-01-01", "", "?"),
        ("applied", nil, nil, "", "no"), ("revoked", nil, "2019-01-01", "", "no"), ("unknown", nil, nil, "", "?"),
    ]

    @Test("Status and dates tell whether a licence was in force", arguments: known)
    func terms(status: String, granted: String?, expires: String?, date: String, expected: String) {
        let isInForce = LicenceTerm(status: status, granted: granted, expires: expires).isInForce(on: date)
        #expect((isInForce.map { $0 ? "yes" : "no" } ?? "?") == expected)
    }

    @Test(
        "An activity and a term give a grade",
        arguments: [
            ("mine", true, .extraction), ("mine", nil, .extractionUndated), ("mine", false, .extractionLapsed),
            ("artisanal_zone", true, .extraction), ("artisanal_zone", nil, .extractionUndated),
            ("artisanal_zone", false, .extractionLapsed), ("quarry", true, .extraction),
            ("quarry", nil, .extractionUndated), ("quarry", false, .extractionLapsed),
            ("explore", true, .exploration), ("explore", nil, .exploration), ("explore", false, .explorationLapsed),
            ("reserve", true, .reserve), ("reserve", nil, .reserve), ("reserve", false, .reserve),
            ("trade", true, nil), ("process", true, nil), ("export", true, nil), ("other", true, nil), ("", nil, nil),
        ] as [(String, Bool?, CoverGrade?)]
    )
    func grades(activity: String, isInForce: Bool?, expected: CoverGrade?) {
        #expect(CoverGrade(activity: activity, isInForce: isInForce) == expected)
    }

    @Test("A right to dig comes before a right to look, a valid one before a lapsed one, anything before nothing")
    func order() {
        let names = CoverGrade.allCases.sorted().map(\.rawValue)
        #expect(
            names == [
                "extraction", "extraction_undated", "extraction_lapsed", "exploration", "exploration_lapsed", "reserve",
                "none",
            ]
        )
    }
}
