internal import Intake
internal import Logging
internal import ServiceLifecycle

/// Goes on with the EPCIS documents that an earlier process acknowledged, and lets those in work end when the server
/// stops.
struct CaptureWork: Service {
    let capture: CaptureService
    let logger: Logger

    func run() async throws {
        do {
            try await capture.resume()
        } catch {
            logger.error(
                "EPCIS documents that wait could not be taken up.",
                metadata: ["failure": "\(FailureWords.words(error))"]
            )
        }
        try await gracefulShutdown()
        await capture.stop()
    }
}
