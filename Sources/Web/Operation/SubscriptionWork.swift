internal import Foundation
internal import Identity
internal import Intake
internal import Logging
internal import ServiceLifecycle
internal import Store

/// Tells subscribers of captured events while the site runs, within the limits of what may be asked of other servers.
struct SubscriptionWork: Service {
    let runner: SubscriptionRunner
    let logger: Logger

    init(_ store: FactStore, within outbound: OutboundGuard, logger: Logger) throws(OutboundFault) {
        let fetch = try OutboundFetch(outbound)
        runner = SubscriptionRunner(store) { post throws(SubscriptionRunner.Failure) in
            do throws(OutboundFault) {
                let answer = try await fetch.answer(
                    of: post.address,
                    headers: post.headers.map { (name: $0.name, value: $0.value) },
                    body: post.body
                )
                return answer.status
            } catch {
                throw SubscriptionRunner.Failure(error.code.rawValue)
            }
        }
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await runner.runDue(at: Int(Date().timeIntervalSince1970))
                } catch is CancellationError {
                    return
                } catch {
                    // The store failed, not a subscriber; what is outstanding stands in it and is tried at the next turn.
                    logger.warning(
                        "Subscribers could not be told of events.",
                        metadata: ["failure": "\(FailureWords.words(error))"]
                    )
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
