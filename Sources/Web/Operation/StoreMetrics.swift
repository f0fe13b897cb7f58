internal import Foundation
internal import Store

/// The numbers of a store for `/metrics`, read again only when the store has changed.
actor StoreMetrics {
    private let store: FactStore
    private var kept: (edition: StoreEdition, measures: StoreMeasures)?

    init(store: FactStore) {
        self.store = store
    }

    func measures() async throws -> StoreMeasures {
        let edition = try store.edition()
        if let kept, kept.edition == edition { return kept.measures }
        let measures = try await store.measures()
        kept = (edition, measures)
        return measures
    }

    func write(to text: inout MetricText) async throws {
        let measures = try await measures()
        text.begin("touchstone_import_records_total", .counter, "Records of all imports, by what became of them.")
        text.add(Double(measures.accepted), [("outcome", "accepted")])
        text.add(Double(measures.corrections), [("outcome", "correction")])
        text.add(Double(measures.duplicates), [("outcome", "duplicate")])
        text.add(Double(measures.quarantined), [("outcome", "quarantined")])
        text.begin("touchstone_imports", .gauge, "Files received, by state of their import.")
        for state in ["complete", "failed", "open"] {
            text.add(Double(measures.receipts[state] ?? 0), [("state", state)])
        }
        text.begin("touchstone_quarantine_records", .gauge, "Records that wait in quarantine.")
        text.add(Double(measures.waiting))
        text.begin("touchstone_findings", .gauge, "Findings in force.")
        text.add(Double(measures.findings))
        Self.add(
            measures.assessmentSeconds,
            "touchstone_assessment_seconds",
            "Seconds that the last assessment took.",
            to: &text
        )
        Self.add(
            measures.assessedAt,
            "touchstone_assessment_timestamp_seconds",
            "When the last assessment began.",
            to: &text
        )
        Self.add(
            measures.backedUpAt,
            "touchstone_backup_timestamp_seconds",
            "When the last backup was made.",
            to: &text
        )
        let sizes = store.databaseSizes
        text.begin("touchstone_store_bytes", .gauge, "Size of the database.")
        text.add(Double(sizes.database))
        text.begin("touchstone_store_log_bytes", .gauge, "Size of the write-ahead log of the database.")
        text.add(Double(sizes.log))
        Self.add(
            DiskSpace.free(at: store.folder).map(Double.init),
            "touchstone_store_free_bytes",
            "Bytes that are free on the store's disk.",
            to: &text
        )
    }

    private static func add(_ value: Double?, _ name: String, _ help: String, to text: inout MetricText) {
        guard let value else { return }
        text.begin(name, .gauge, help)
        text.add(value)
    }
}
