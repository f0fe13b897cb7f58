import Synchronization

/// What an operator may change while the server runs.
public struct OperationSettings: Sendable, Hashable {
    /// Whoever sends it as a bearer token gets `/metrics` on the public listener; nil for nobody.
    public var metricsToken: String?
    /// Below so many free bytes on the store's disk the server is not ready.
    public var minimumFreeBytes: Int
    /// Above this age of the last assessment, in seconds, the server is not ready; nil for any age.
    public var assessmentAge: Double?

    /// Describes the settings; the defaults give `/metrics` to nobody.
    public init(metricsToken: String? = nil, minimumFreeBytes: Int = 512 << 20, assessmentAge: Double? = nil) {
        self.metricsToken = metricsToken
        self.minimumFreeBytes = minimumFreeBytes
        self.assessmentAge = assessmentAge
    }
}

/// The present settings, shared by the running server and whoever reads the configuration again.
public final class OperationControls: Sendable {
    private let present: Mutex<OperationSettings>

    /// Begins with some settings.
    public init(_ settings: OperationSettings = OperationSettings()) {
        present = Mutex(settings)
    }

    /// The settings now.
    public var settings: OperationSettings { present.withLock { $0 } }

    /// Takes other settings from now on.
    public func change(to settings: OperationSettings) {
        present.withLock { $0 = settings }
    }
}
