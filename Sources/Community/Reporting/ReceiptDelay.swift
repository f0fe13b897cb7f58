public import Foundation
import Synchronization

/// Makes whoever tries wrong receipts wait: a few are free, then each doubles the wait.
///
/// Senders are told apart by a number that means nothing outside this process; an hour after the last wrong receipt nothing is
/// remembered of them. A right receipt does not make it shorter: a guesser may have one.
///
/// It is no `CellRate`, as quotas and the limits of sign-in are: whoever mistypes is to wait a little and not until the
/// next interval, and whoever guesses on is to wait longer each time, not the same. Nor is it a `LockOut`, which is kept in
/// the store by account and device: reporters have neither, and nothing of their tries may lie on the disk.
public final class ReceiptDelay: Sendable {
    private struct Memory: Sendable {
        var wrong: Int
        var until: Date
        var forgotten: Date
    }

    /// So many wrong receipts are free: people mix words up.
    public static let free = 5
    /// The first wait, in seconds.
    public static let shortest: TimeInterval = 10
    /// The longest wait, in seconds: a village may be behind one address.
    public static let longest: TimeInterval = 900
    /// After so many seconds without a wrong receipt all is forgotten.
    public static let memory: TimeInterval = 3_600
    /// The most senders that are remembered; of more, those nearest to being forgotten go.
    public static let mostSenders = 16_384

    private let now: @Sendable () -> Date
    private let senders = Mutex<[Int: Memory]>([:])

    /// A delay that remembers nobody yet.
    public init(now: @escaping @Sendable () -> Date = { Date() }) { self.now = now }

    /// How many seconds a sender has to wait before a receipt of theirs is looked at; nil for none, and for nobody in
    /// particular.
    public func wait(_ sender: Int?) -> Int? {
        guard let sender else { return nil }
        let time = now()
        let until = senders.withLock { $0[sender]?.until }
        guard let until, until > time else { return nil }
        return Int(until.timeIntervalSince(time).rounded(.up))
    }

    /// Notes that a receipt of a sender led nowhere.
    public func noteWrong(_ sender: Int?) {
        guard let sender else { return }
        let time = now()
        senders.withLock { senders in
            if senders.count >= Self.mostSenders { Self.forget(&senders, at: time) }
            let before = senders[sender].flatMap { $0.forgotten > time ? $0.wrong : nil } ?? 0
            let doublings = before - Self.free
            let wait = doublings < 0 ? 0 : min(Self.shortest * TimeInterval(1 << min(doublings, 10)), Self.longest)
            senders[sender] = Memory(
                wrong: before + 1,
                until: time.addingTimeInterval(wait),
                forgotten: time.addingTimeInterval(Self.memory)
            )
        }
    }

    private static func forget(_ senders: inout [Int: Memory], at time: Date) {
        senders = senders.filter { $0.value.forgotten > time }
        let surplus = senders.count - mostSenders / 2
        guard surplus > 0 else { return }
        for old in senders.sorted(by: { $0.value.forgotten < $1.value.forgotten }).prefix(surplus) {
            senders[old.key] = nil
        }
    }
}
