/// Who somebody is who has not signed in.
public enum EntryMode: String, Sendable, Hashable, CaseIterable {
    /// The public, who see what is marked TLP:CLEAR.
    case signIn = "sign-in"
    /// The owner of the machine, who sees everything; only where the site is served to this machine alone.
    case owner
    /// The public, who may sign in as any of the demo's people with one click.
    case demo
}
