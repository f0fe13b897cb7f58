import Crypto
import Foundation
import Sealing
public import Store
import Vocabulary

/// The inbox of the demo: an invented organisation that receives through every door, another to which it can hand reports,
/// some invented reports, and a passphrase that everybody knows.
public enum DemoInbox {
    /// The passphrase, for the pages of the demo to tell.
    public static let passphrase = "the hills have open ears"

    /// Makes the organisations' keys, opens the doors of the first, and hands the reports in, once.
    ///
    /// - Returns: Whether it was made now; false if it was there, or the demo's people are not.
    public static func make(in store: FactStore) async throws -> Bool {
        let today: @Sendable () -> CalendarDay = {
            CalendarDay(clamping: Int(Date().timeIntervalSince1970) / 86_400)
        }
        let desk = OfficerDesk(store, today: today)
        _ = try await asPerson("oversight", in: store) { officer in
            guard try await store.reportKeys(by: officer).isEmpty else { return false }
            try await desk.makeKey(Passphrase(passphrase), by: officer)
            return true
        }
        return try await asPerson("community.liaison", in: store) { officer in
            guard try await store.reportKeys(by: officer).isEmpty else { return false }
            try await desk.makeKey(Passphrase(passphrase), by: officer)
            try await store.setReportDoors(Set(ReportDoor.allCases), by: officer)
            try await handIn(try await ReporterDesk(store, today: today))
            return true
        }
    }

    /// Does something as somebody of the demo, signed in for a minute.
    private static func asPerson(
        _ name: String,
        in store: FactStore,
        _ body: (Reader) async throws -> Bool
    ) async throws -> Bool {
        let address = name + DemoPeople.domain
        guard let person = try await store.people(as: .local).first(where: { $0.about.email == address }) else {
            return false
        }
        let digest = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        _ = try await store.beginSession(
            for: person.number,
            digest: digest,
            until: Date(timeIntervalSinceNow: 60)
        )
        guard let officer = try await store.reader(forSession: digest) else { return false }
        let isNew = try await body(officer)
        try await store.endSession(digest: digest)
        return isNew
    }

    /// Two neighbours who tell of one matter, and somebody who tells of another; nobody keeps their receipts.
    private static func handIn(_ desk: ReporterDesk) async throws {
        let plant = ReportContent.Place(text: "behind the washing plant", position: (lat: "-12.351", lon: "39.204"))
        var first = ReportContent(
            category: ReportCategory.water.rawValue,
            text:
                "Since the rains the stream behind the washing plant runs brown and the fish are dead. The children have "
                + "sores on their legs.",
            happened: "2026-10",
            place: plant,
            who: "The plant at the river",
            uses: [.refer, .statistics, .publish]
        )
        try await handIn(first, isUrgent: false, language: .pt, desk)
        first.text = "Peixe morto no riacho atrás da lavaria. A água está castanha desde as chuvas."
        first.place = ReportContent.Place(text: "riacho da lavaria", position: (lat: "-12.349", lon: "39.206"))
        first.who = nil
        try await handIn(first, isUrgent: false, language: .pt, desk)
        let gate = ReportContent(
            category: ReportCategory.threats.rawValue,
            text: "Two guards at the north gate said they will come to the house of whoever talks to the inspectors.",
            happened: "2026-11",
            place: ReportContent.Place(text: "north gate"),
            uses: [.refer]
        )
        try await handIn(gate, isUrgent: true, language: .en, desk)
    }

    private static func handIn(
        _ content: ReportContent,
        isUrgent: Bool,
        language: Language,
        _ desk: ReporterDesk
    ) async throws {
        var generator = SystemRandomNumberGenerator()
        let report = ReporterDesk.Report(
            id: .make(using: &generator),
            receipt: .make(using: &generator),
            content: content,
            door: isUrgent ? .security : .general,
            isUrgent: isUrgent,
            language: language
        )
        _ = try await desk.handIn(report)
    }
}
