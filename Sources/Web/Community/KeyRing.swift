internal import Foundation
internal import Sealing
internal import Synchronization

/// Keys that officers have opened, in memory alone: by their session, and for a quarter of an hour.
final class KeyRing: Sendable {
    private struct Held: Sendable {
        let keys: [OpeningKey]
        let until: Date
    }

    private struct State: Sendable {
        /// Keys by the passphrase of the organisation, or that were opened together for all.
        var whole: [Int64: Held] = [:]
        /// Keys that officers opened together for one report alone, by its number.
        var lent: [Int64: [Int64: Held]] = [:]
    }

    /// How long a key stays open.
    private static let openSeconds: TimeInterval = 900

    private let state = Mutex(State())

    /// Holds keys for a session.
    ///
    /// - Parameter report: The number of the one report that they are for; nil for all.
    func keep(_ keys: [OpeningKey], for session: Int64, only report: Int64? = nil) {
        let held = Held(keys: keys, until: Date(timeIntervalSinceNow: Self.openSeconds))
        state.withLock { state in
            Self.forgetOld(&state)
            if let report { state.lent[session, default: [:]][report] = held } else { state.whole[session] = held }
        }
    }

    /// The keys that a session has open for all reports.
    func keys(of session: Int64) -> [OpeningKey]? {
        state.withLock { state in
            Self.forgetOld(&state)
            return state.whole[session]?.keys
        }
    }

    /// The keys that a session has open for one report alone; nil where it has them for all, or not at all.
    func keys(of session: Int64, lentFor report: Int64) -> [OpeningKey]? {
        state.withLock { state in
            Self.forgetOld(&state)
            return state.whole[session] == nil ? state.lent[session]?[report]?.keys : nil
        }
    }

    /// Forgets what a session has open.
    func close(_ session: Int64) {
        state.withLock { state in
            state.whole[session] = nil
            state.lent[session] = nil
        }
    }

    private static func forgetOld(_ state: inout State) {
        let now = Date()
        state.whole = state.whole.filter { $0.value.until > now }
        state.lent = state.lent.compactMapValues { held in
            let rest = held.filter { $0.value.until > now }
            return rest.isEmpty ? nil : rest
        }
    }
}
