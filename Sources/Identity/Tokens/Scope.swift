/// One thing that a program may do with an API token, on top of what its person may do at all.
public enum Scope: String, Sendable, Hashable, CaseIterable {
    /// Read what the person may read.
    case read
    /// Hand in files and put quarantined records right.
    case `import`
    /// Run the assessment.
    case assess
    /// Read health figures and metrics.
    case metrics
    /// Take a backup.
    case backup
    /// Change people, agencies and settings.
    case admin
}

/// A set of scopes, written as their names with spaces between them (RFC 6749 section 3.3).
///
/// No scope holds another: a token for `admin` alone reads nothing.
public struct ScopeSet: Sendable, Hashable {
    /// The scopes.
    public let scopes: Set<Scope>

    /// Wraps scopes.
    public init(_ scopes: Set<Scope>) {
        self.scopes = scopes
    }

    /// Reads names; nil if one is unknown or there is none, so that a slip never widens what a token may do.
    public init?(_ text: String) {
        var scopes: Set<Scope> = []
        for name in text.split(separator: " ") {
            guard let scope = Scope(rawValue: String(name)) else { return nil }
            scopes.insert(scope)
        }
        guard !scopes.isEmpty else { return nil }
        self.scopes = scopes
    }

    /// The names in a fixed order.
    public var text: String { Scope.allCases.filter(scopes.contains).map(\.rawValue).joined(separator: " ") }
}
