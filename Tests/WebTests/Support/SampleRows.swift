import Vocabulary

/// A few rows of each table, some of them hostile.
enum SampleRows {
    private static func kind(_ table: String) -> Int {
        FactSchema.baseTables.firstIndex { $0.name == table } ?? 0
    }

    static let hostile = "<script>alert(1)</script>"

    static let sql = """
        INSERT INTO receipt (id, sha256, byte_count, file_name, kind, source, map, agency_id, marking, received_at, state, accepted)
        VALUES (1, x'01', 1000, '\(hostile).csv', 'sites', 'Registry', '', 1, 1, '2026-11-20T08:12:00.000Z', 'complete', 6);
        INSERT INTO record (id, receipt_id, position, length, line, sha256, kind) VALUES
            (1, 1, 0, 40, 2, x'aa', \(kind("site"))), (2, 1, 40, 40, 3, x'ab', \(kind("party"))),
            (3, 1, 80, 40, 4, x'ac', \(kind("declaration"))), (4, 1, 120, 40, 5, x'ad', \(kind("detection"))),
            (5, 1, 160, 40, 6, x'ae', \(kind("licence"))), (6, 1, 200, 40, 7, x'af', \(kind("lot")));
        INSERT INTO site (id, kind, name, operator, artisanal, lon, lat, record_id, marking, owner)
        VALUES ('s/1', 'mine', '\(hostile)', 'p:1', 1, 28.5, -2.5, 1, 1, 1);
        INSERT INTO party (id, kind, name, country, record_id, marking, owner)
        VALUES ('p:1', 'company', 'Kivu " onload="x" & Fils', 'CD', 2, 1, 1);
        INSERT INTO declaration (id, direction, date, hs_code, exporter, net_mass_g, value_minor, currency, lots, record_id, marking, owner)
        VALUES ('D 1', 'export', '2026-03-09', '260900', 'p:1', 12345678, 123456789, 'USD', 'lot%1 "x"', 3, 1, 1);
        INSERT INTO detection (id, date, lon, lat, confidence, record_id, marking, owner)
        VALUES ('det-1', '2026-05-01', 28.4, -2.4, 0.5, 4, 1, 1);
        INSERT INTO licence (id, code, activity, status, holder, record_id, marking, owner)
        VALUES ('l1', 'PE 4001', 'mine', 'active', 'p:1', 5, 1, 1);
        INSERT INTO lot (id, mineral, mass_g, site, made, record_id, marking, owner)
        VALUES ('lot%1', 'tin', 900000, 's/1', '2026-02-01T00:00:00Z', 6, 1, 1);
        INSERT INTO finding (id, rule_id, rule_version, subject_kind, subject_id, time, strength, weight, severity,
            details, record_ids, cells, lon, lat, marking, owner, first_seen)
        VALUES ('f1', 'V3-detection-outside-licence', 1, 'detection', 'det-1', '2026-05-01', 0.5, 1, 3,
            '{"day":"2026-05-01","area_m2":1200,"provider":"\(hostile)","distance_m":1500,"licence_code":"PE 4001"}',
            '4', 'S2/V3 X8', 28.4, -2.4, 1, 1, '2026-11-21T00:00:00Z'),
            ('f2', 'V1-gone', 1, 'site', 's/1', '2026-05-02', 1, 1, 5, '{}', '1', 'S1/V1', 28.5, -2.5, 1, 1, '2026-11-21T00:00:00Z');
        INSERT INTO quarantine (id, receipt_id, position, length, line, path, code, found, expected, advice, excerpt)
        VALUES (1, 1, 0, 10, 9, '/lon', 'bad-position', '{"arguments":{"text":"400 \(hostile)"},"key":"quoted"}', '{"arguments":{"low":-180.0,"high":180.0},"key":"between"}', 'quarantine.advice.bad-position', x'3c623e');
        """
}
