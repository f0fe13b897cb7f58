internal import Intake
internal import ServiceLifecycle

/// Lets running imports finish their batch when the server stops.
struct ImportEnd: Service {
    let intake: IntakeService

    func run() async throws {
        try await gracefulShutdown()
        await intake.stop()
    }
}
