extension FactSchema {
    /// What is said of events that they were told wrongly (EPCIS 2.0 section 7.4.1.2).
    ///
    /// It stands behind the other tables: a store keeps the number of a record's table.
    static let errorTables: [FactTable] = [
        FactTable(
            "event_error",
            .base,
            "What a declaration of error takes back of a lot, and an event that tells it as it was.",
            key: ["event_id", "lot_id", "corrective_event_id"],
            indexes: [["lot_id"], ["corrective_event_id"]],
            columns: [
                .text("event_id", "the event that is withdrawn", required: true),
                .text("lot_id", "a lot in the event; none if it names none"),
                .text("declared", "time of the declaration", required: true),
                .text("reason", "did_not_occur, incorrect_data or another word of the declaring party"),
                .text("corrective_event_id", "what stands in its place, if it is named"),
            ]
        )
    ]
}
