internal import Foundation
internal import Store

/// Whether the server can do its work, in a few checks that tell a stranger nothing.
struct Readiness: Sendable {
    /// One check: its name, and whether it went well.
    struct Check: Sendable {
        let name: String
        let isGood: Bool
        /// What is wrong, in a word.
        let note: String
    }

    let store: FactStore
    let settings: OperationSettings
    let now: Date

    func checks(_ metrics: StoreMetrics) async -> [Check] {
        var checks: [Check] = []
        let measures = try? await metrics.measures()
        checks.append(Check(name: "store", isGood: measures != nil, note: measures == nil ? "unreadable" : "open"))
        let pending = try? await store.pendingMigrations()
        checks.append(
            Check(
                name: "migrations",
                isGood: pending?.isEmpty == true,
                note: pending.map { $0.isEmpty ? "done" : "pending" } ?? "unknown"
            )
        )
        // Where the system does not say, there is nothing to warn of.
        let hasRoom = DiskSpace.free(at: store.folder).map { $0 >= settings.minimumFreeBytes } ?? true
        checks.append(Check(name: "disk", isGood: hasRoom, note: hasRoom ? "enough" : "full"))
        checks.append(assessment(measures?.assessedAt))
        return checks
    }

    private func assessment(_ time: Double?) -> Check {
        guard let limit = settings.assessmentAge else {
            return Check(name: "assessment", isGood: true, note: time == nil ? "none" : "done")
        }
        guard let time else { return Check(name: "assessment", isGood: false, note: "none") }
        let isRecent = now.timeIntervalSince1970 - time <= limit
        return Check(name: "assessment", isGood: isRecent, note: isRecent ? "done" : "old")
    }
}
