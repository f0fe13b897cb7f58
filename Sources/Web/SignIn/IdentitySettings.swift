internal import Foundation
internal import Identity
internal import Store

/// What signing in is configured by.
public struct IdentitySettings: Sendable, Hashable {
    /// Another organisation's provider (OpenID Connect).
    public struct OpenID: Sendable, Hashable {
        /// The provider's issuer, such as `https://login.example.org`.
        public var issuer: String
        /// What the provider calls this installation.
        public var client: String
        /// The secret that the provider gave; nil for a public client.
        public var secret: String?
        /// Where the provider sends browsers back to: `…/sign-in/oidc/callback`.
        public var redirect: String
        /// What the button says after "Sign in with".
        public var name: String

        /// Describes a provider.
        public init(issuer: String, client: String, secret: String?, redirect: String, name: String) {
            self.issuer = issuer
            self.client = client
            self.secret = secret
            self.redirect = redirect
            self.name = name
        }
    }

    /// The file of breached passwords, sorted by hash.
    public var breachedPasswords: String?
    /// The provider, if there is one.
    public var openID: OpenID?

    /// Describes what signing in is configured by.
    public init(breachedPasswords: String? = nil, openID: OpenID? = nil) {
        self.breachedPasswords = breachedPasswords
        self.openID = openID
    }
}

extension Entrance {
    /// The entrance that the settings describe; throws where the list of breached passwords cannot be used.
    init(store: FactStore, settings: IdentitySettings) throws {
        let list = try settings.breachedPasswords.map { try BreachedFile(path: $0).list }
        self.init(store: store, rules: PasswordRules(breachedList: list))
    }
}

/// The list of breached passwords as a file that stays open.
struct BreachedFile {
    /// The list in the file.
    let list: BreachedList

    init(path: String) throws {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        let size = try file.seekToEnd()
        let descriptor = file.fileDescriptor
        list = try BreachedList(byteCount: Int(size)) { [file] offset, count in
            // The handle is captured so that the descriptor stays open; pread has no position that two readers share.
            _ = file
            return try Array(unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                    let got = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
                    guard got >= 0 else { throw CocoaError(.fileReadUnknown) }
                    if got == 0 { break }
                    filled += got
                }
            }
        }
    }
}
