public import Foundation
public import Identity
internal import Ledger
public import Logging
public import Notary
public import ServiceLifecycle
internal import Synchronization
internal import Vocabulary

/// Asks the ledger's witnesses and its authority for time stamps while the site runs, and knows how the witnesses stood.
public final class LedgerWatch: Service {
    /// Whom to ask, and how often.
    public struct Settings: Sendable {
        /// How often witnesses are asked, in minutes; nil for never.
        public var witnessMinutes: Int?
        /// The authority that stamps; nil for none.
        public var authority: StampingAuthority?
        /// Blocks that may be asked although they are not public.
        public var allowed: [AddressBlock]

        /// Asks the witnesses once an hour, and nobody for stamps.
        public init(
            witnessMinutes: Int? = 60,
            authority: StampingAuthority? = nil,
            allowed: [AddressBlock] = []
        ) {
            self.witnessMinutes = witnessMinutes
            self.authority = authority
            self.allowed = allowed
        }
    }

    private let folder: LedgerFolder
    private let vigil: LedgerVigil
    private let settings: Settings
    private let logger: Logger
    /// The last round's outcome; held for moments only.
    private let last = Mutex<(report: WitnessReport, at: Date)?>(nil)

    /// Prepares to ask for the ledger of the store in a folder.
    public init(_ folder: LedgerFolder, settings: Settings, logger: Logger) throws(OutboundFault) {
        self.folder = folder
        self.settings = settings
        self.logger = logger
        vigil = LedgerVigil(folder, send: try OutboundFetch.sending(allowed: settings.allowed))
    }

    /// How the witnesses stood when they were asked last, and when; or as far as the folder says, if nobody was asked yet.
    public func standing() throws -> (report: WitnessReport, at: Date?)? {
        if let last = last.withLock({ $0 }) { return (last.report, last.at) }
        return try LedgerVigil.standing(folder).map { ($0, nil) }
    }

    /// Asks until the server stops.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                if let minutes = self.settings.witnessMinutes {
                    group.addTask { await self.again(every: minutes * 60) { await self.askWitnesses() } }
                }
                if self.settings.authority != nil {
                    // A day without a stamp is tried again in the next hour.
                    group.addTask { await self.again(every: 3_600) { await self.stamp() } }
                }
                // Nothing to ask is no reason for a service to end: the server would end with it.
                group.addTask { await self.again(every: 86_400) {} }
            }
        }
    }

    private func again(every seconds: Int, _ work: @Sendable () async -> Void) async {
        // The site first, which has a ledger to publish.
        try? await Task.sleep(for: .seconds(5))
        while !Task.isCancelled {
            await work()
            try? await Task.sleep(for: .seconds(seconds))
        }
    }

    private func askWitnesses() async {
        do {
            guard let report = try await vigil.askWitnesses() else { return }
            last.withLock { $0 = (report, Date()) }
            for line in report.lines {
                guard case .conflict = line.standing else { continue }
                logger.critical(
                    "A witness of the ledger saw another history; see ledger/conflicts.",
                    metadata: ["failure": "\(line.witness.name)"]
                )
            }
        } catch {
            logger.warning("The ledger's witnesses could not be asked.", metadata: ["failure": "\(error)"])
        }
    }

    private func stamp() async {
        guard let authority = settings.authority else { return }
        do {
            _ = try await vigil.stamp(by: authority, now: UTCInstant(Date()))
        } catch {
            logger.warning("The ledger's checkpoint was not stamped.", metadata: ["failure": "\(error)"])
        }
    }
}
