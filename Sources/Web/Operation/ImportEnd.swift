internal import Assessment
internal import Intake
internal import ServiceLifecycle

/// Lets running imports finish their batch, and a running assessment its work, when the server stops.
struct ImportEnd: Service {
    let intake: IntakeService
    let assessments: AssessmentService

    func run() async throws {
        try await gracefulShutdown()
        await intake.stop()
        await assessments.finish()
    }
}
