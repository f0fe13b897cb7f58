import Crypto
import FoundationEssentials
import Synchronization

/// Where the pieces of what phones deliver wait for one another: a thing that is sealed to the server, cut up so that a
/// line that breaks does not begin it anew.
///
/// A thing is known by the SHA-256 of its bytes, so who does not have it cannot touch it, and the same thing is the same
/// however often it is begun. Pieces come in any order and as often as they like. They stand in memory and nowhere else: a
/// disk keeps what was deleted from it. What is abandoned is forgotten after a time; its phone begins anew.
public final class PieceShelf: Sendable {
    /// How much may wait, in bytes, things and seconds.
    public struct Limits: Sendable, Hashable {
        /// The longest thing.
        public var longest = (8 << 20) + (256 << 10)
        /// All pieces together.
        public var room = 64 << 20
        /// The most things at once.
        public var things = 256
        /// How long a piece may be.
        public var piece = 4_096...262_144
        /// After how long without a piece a thing makes room for others.
        public var rest = 600
        /// After how long without a piece a thing is forgotten, and how long it is known that one has ended.
        public var keep = 7_200
        /// Of how many things it is known that they have ended.
        public var ends = 4_096

        /// The usual limits.
        public init() {}
    }

    /// What became of a thing.
    public enum Ending: Sendable, Hashable {
        /// It is kept.
        case kept
        /// It is never taken, for a reason.
        case refused(String)
    }

    /// How things stand with a thing.
    public enum Standing: Sendable, Hashable {
        /// Some pieces are absent; their numbers from 0, and the length of a piece.
        case missing([Int], piece: Int)
        /// All are there: these are the bytes, for whoever keeps them and then calls ``settle(_:as:at:)``.
        case whole([UInt8])
        /// It has ended.
        case ended(Ending)
    }

    /// Why a piece, or a thing, is not taken.
    public enum Fault: String, Error, Sendable, Hashable, CaseIterable {
        /// No such thing has begun, or it was forgotten.
        case unknown
        /// A length or a number that cannot be.
        case shape
        /// Too much waits.
        case full
        /// All of it is there, and it is being kept at this moment.
        case busy
        /// The whole is not what it said that it would be: it is forgotten.
        case damaged
    }

    private struct Thing {
        let length: Int
        let piece: Int
        var pieces: [[UInt8]?]
        var left: Int
        var held = 0
        var touched: Int
        var isTaken = false

        init(length: Int, piece: Int, at now: Int) {
            self.length = length
            self.piece = piece
            let count = (length + piece - 1) / piece
            pieces = Array(repeating: nil, count: count)
            left = count
            touched = now
        }

        func length(of number: Int) -> Int { min(piece, length - number * piece) }
        var missing: [Int] { pieces.indices.filter { pieces[$0] == nil } }
    }

    private struct State {
        var things: [[UInt8]: Thing] = [:]
        var ends: [[UInt8]: (ending: Ending, at: Int)] = [:]
        var held = 0

        mutating func forget(_ name: [UInt8]) {
            guard let thing = things.removeValue(forKey: name) else { return }
            held -= thing.held
        }
    }

    private let limits: Limits
    private let state = Mutex(State())

    /// An empty shelf.
    public init(_ limits: Limits = Limits()) { self.limits = limits }

    /// How many bytes wait.
    public var held: Int { state.withLock { $0.held } }

    /// How many things wait.
    public var count: Int { state.withLock { $0.things.count } }

    // MARK: Things

    /// Begins a thing, or goes on with it.
    ///
    /// - Parameters:
    ///   - name: The SHA-256 of its bytes.
    ///   - length: Its length in bytes.
    ///   - piece: The length of each piece but the last; a thing that has begun keeps its own.
    ///   - now: Seconds of any clock that does not go back.
    public func begin(_ name: [UInt8], length: Int, piece: Int, at now: Int) throws(Fault) -> Standing {
        guard name.count == SHA256.byteCount, length > 0, length <= limits.longest, limits.piece.contains(piece) else {
            throw .shape
        }
        return try attempt { state throws(Fault) in
            sweep(&state, at: now)
            if state.ends[name] == nil, state.things[name] == nil {
                if state.things.count >= limits.things { try makeRoom(&state, for: 0, but: name, at: now) }
                state.things[name] = Thing(length: length, piece: piece, at: now)
            }
            guard state.things[name].map({ $0.length == length }) ?? true else { throw .shape }
            return try standing(of: name, in: &state, at: now)
        }
    }

    /// How things stand with a thing that has begun.
    public func standing(of name: [UInt8], at now: Int) throws(Fault) -> Standing {
        try attempt { state throws(Fault) in
            sweep(&state, at: now)
            return try standing(of: name, in: &state, at: now)
        }
    }

    /// Takes a piece; one that is there already is left as it is.
    public func put(_ bytes: [UInt8], as number: Int, of name: [UInt8], at now: Int) throws(Fault) -> Standing {
        try attempt { state throws(Fault) in
            sweep(&state, at: now)
            guard let thing = state.things[name] else { return try standing(of: name, in: &state, at: now) }
            guard thing.pieces.indices.contains(number), bytes.count == thing.length(of: number) else { throw .shape }
            // Also where there is no room now: it has not left.
            state.things[name]?.touched = now
            if thing.pieces[number] == nil {
                if state.held + bytes.count > limits.room { try makeRoom(&state, for: bytes.count, but: name, at: now) }
                state.things[name]?.pieces[number] = bytes
                state.things[name]?.left -= 1
                state.things[name]?.held += bytes.count
                state.held += bytes.count
            }
            return try standing(of: name, in: &state, at: now)
        }
    }

    /// Says what became of a whole that was handed out; nil where it has to be tried again.
    public func settle(_ name: [UInt8], as ending: Ending?, at now: Int) {
        state.withLock { state in
            guard let ending else {
                state.things[name]?.isTaken = false
                return
            }
            state.forget(name)
            if state.ends.count >= limits.ends, let oldest = state.ends.min(by: { $0.value.at < $1.value.at }) {
                state.ends[oldest.key] = nil
            }
            state.ends[name] = (ending, now)
        }
    }

    /// Forgets what was abandoned.
    public func sweep(at now: Int) { state.withLock { sweep(&$0, at: now) } }

    // MARK: Inside

    private func attempt<T: Sendable>(_ body: (inout State) throws(Fault) -> T) throws(Fault) -> T {
        let outcome = state.withLock { state -> Result<T, Fault> in
            do throws(Fault) { return .success(try body(&state)) } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    private func standing(of name: [UInt8], in state: inout State, at now: Int) throws(Fault) -> Standing {
        if let end = state.ends[name] { return .ended(end.ending) }
        guard let thing = state.things[name] else { throw .unknown }
        state.things[name]?.touched = now
        guard thing.left == 0 else { return .missing(thing.missing, piece: thing.piece) }
        guard !thing.isTaken else { throw .busy }
        var whole: [UInt8] = []
        whole.reserveCapacity(thing.length)
        for piece in thing.pieces { whole += piece ?? [] }
        guard SHA256.hash(data: whole).elementsEqual(name) else {
            state.forget(name)
            throw .damaged
        }
        state.things[name]?.isTaken = true
        return .whole(whole)
    }

    private func sweep(_ state: inout State, at now: Int) {
        for (name, thing) in state.things where !thing.isTaken && now - thing.touched >= limits.keep {
            state.forget(name)
        }
        for (name, end) in state.ends where now - end.at >= limits.keep { state.ends[name] = nil }
    }

    /// Lets those go, the oldest first, that have not moved for a while: whoever is slow stays, whoever left does not.
    private func makeRoom(_ state: inout State, for count: Int, but name: [UInt8], at now: Int) throws(Fault) {
        let resting = state.things.filter { other, thing in
            other != name && !thing.isTaken && now - thing.touched >= limits.rest && (count == 0 || thing.held > 0)
        }.sorted { $0.value.touched < $1.value.touched }
        for (other, _) in resting {
            state.forget(other)
            if state.held + count <= limits.room, state.things.count < limits.things { return }
        }
        guard state.held + count <= limits.room, state.things.count < limits.things || state.things[name] != nil else {
            throw .full
        }
    }
}
