#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Another program, and what it may use: the one door through which this one starts others.
///
/// Each run is a session of its own, in a folder that is given, with no environment but what is named here, no terminal, no
/// descriptor but the three standard ones and no signal blocked. Whatever is left of it when it ends, children included, is
/// killed; a child that makes itself a session of its own gets away from that, and takes the bounds of memory and of
/// processor time along.
///
/// ```swift
/// let folder = try PrivateFolder("paper")
/// defer { folder.remove() }
/// let answer = try await Program("/usr/bin/qpdf", ["--check", folder.path(of: "in.pdf")]).run(in: folder)
/// ```
///
/// Foundation's `Process` is not used: it hands the child what descriptors it has, knows no bounds, and kills no children.
public struct Program: Sendable {
    /// Where standard error goes.
    public enum Errors: Sendable, Hashable {
        /// Its end is told in the answer or the fault.
        case kept
        /// To our own standard error, for whoever looks at the terminal; it is not bounded.
        case passedOn
    }

    /// What sets the bounds and becomes the program: util-linux's.
    static let guardian = "/usr/bin/prlimit"

    /// The path.
    public let path: String
    let arguments: [String]
    let bounds: ProgramBounds
    let environment: [String: String]
    let errors: Errors
    let accepted: Set<Int>

    /// Describes a program.
    ///
    /// - Parameters:
    ///   - path: The whole path; nothing is searched for, and no shell reads it.
    ///   - environment: All of the environment.
    ///   - accepted: The statuses that say that it did its work.
    public init(
        _ path: String,
        _ arguments: [String] = [],
        within bounds: ProgramBounds = ProgramBounds(),
        environment: [String: String] = [:],
        errors: Errors = .kept,
        accepting accepted: Set<Int> = [0]
    ) {
        (self.path, self.arguments, self.bounds) = (path, arguments, bounds)
        (self.environment, self.errors, self.accepted) = (environment, errors, accepted)
    }

    /// Whether a program is there, and what bounds it.
    public static func isInstalled(_ path: String) -> Bool {
        path.hasPrefix("/") && [path, guardian].allSatisfy(FileManager.default.isExecutableFile(atPath:))
    }

    /// Runs it and waits, holding the thread; the bound of time alone ends the wait.
    ///
    /// - Parameter input: What it reads on standard input.
    public func runHoldingThread(
        in folder: PrivateFolder,
        reading input: [UInt8] = []
    ) throws(ProgramFault) -> ProgramAnswer {
        try runToEnd(in: folder, reading: input, until: nil)
    }

    /// Runs it on a thread of its own, a few programs at a time; it is stopped if the task is cancelled.
    ///
    /// - Parameter input: What it reads on standard input.
    public func run(in folder: PrivateFolder, reading input: [UInt8] = []) async throws(ProgramFault) -> ProgramAnswer {
        let bell: Bell
        do { bell = try Bell() } catch { throw ProgramFault(path, .notStarted(error.words)) }
        return try await outcome(in: folder, reading: input, until: bell).get()
    }

    private typealias Outcome = Result<ProgramAnswer, ProgramFault>

    private func outcome(in folder: PrivateFolder, reading input: [UInt8], until bell: Bell) async -> Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
                ProgramQueue.shared.add(bell) { continuation.resume(returning: attempt(in: folder, input, bell)) }
            }
        } onCancel: {
            bell.ring()
            ProgramQueue.shared.callForward(bell)
        }
    }

    private func attempt(in folder: PrivateFolder, _ input: [UInt8], _ bell: Bell) -> Outcome {
        do throws(ProgramFault) {
            return .success(try runToEnd(in: folder, reading: input, until: bell))
        } catch {
            return .failure(error)
        }
    }

    private func runToEnd(
        in folder: PrivateFolder,
        reading input: [UInt8],
        until bell: Bell?
    ) throws(ProgramFault) -> ProgramAnswer {
        guard bell?.isRung != true else { throw ProgramFault(path, .cancelled) }
        guard Self.isInstalled(path) else { throw ProgramFault(path, .missing) }
        let run: ProgramRun
        do throws(SystemRefusal) {
            run = try ProgramRun(of: self, in: folder, reading: input)
        } catch {
            throw ProgramFault(path, .notStarted(error.words))
        }
        return try run.end(until: bell)
    }
}

/// What a program that did its work left behind.
public struct ProgramAnswer: Sendable, Hashable {
    /// What it said on standard output.
    public var output: [UInt8]
    /// With which of the accepted statuses it ended.
    public var status: Int
}
