import Crypto
import Foundation
import Sealing
public import Store
import Vocabulary

/// The inbox of the demo: an invented organisation that receives through every door, with a passphrase that everybody knows.
public enum DemoInbox {
    /// The passphrase, for the pages of the demo to tell.
    public static let passphrase = "the hills have open ears"

    /// Makes the organisation's key and opens its doors, once.
    ///
    /// - Returns: Whether it was made now; false if it was there, or the demo's people are not.
    public static func make(in store: FactStore) async throws -> Bool {
        let address = "community.liaison\(DemoPeople.domain)"
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
        var isNew = false
        if try await store.reportKeys(by: officer).isEmpty {
            let desk = OfficerDesk(store) { CalendarDay(clamping: Int(Date().timeIntervalSince1970) / 86_400) }
            try await desk.makeKey(Passphrase(passphrase), by: officer)
            try await store.setReportDoors(Set(ReportDoor.allCases), by: officer)
            isNew = true
        }
        try await store.endSession(digest: digest)
        return isNew
    }
}
