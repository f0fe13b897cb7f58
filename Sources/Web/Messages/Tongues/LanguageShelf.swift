internal import Store
internal import Synchronization

/// The languages of communities as the store has them, read anew when somebody changed one.
final class LanguageShelf: Sendable {
    private let store: FactStore
    private let catalogue: MessageCatalogue
    private let read = Mutex<(edition: Int64, languages: [CommunityLanguage])?>(nil)

    init(_ store: FactStore, _ catalogue: MessageCatalogue) {
        (self.store, self.catalogue) = (store, catalogue)
    }

    /// All of them, by their codes.
    func languages() async throws -> [CommunityLanguage] {
        let edition = try await store.languageSheetEdition()
        if let known = read.withLock({ $0 }), known.edition == edition { return known.languages }
        let rows = try await store.languageSheets()
        // A sheet was read before it was kept; one of another version of the site is read as far as it goes.
        let languages = rows.compactMap { try? LanguageSheet($0.sheet, catalogue).language(catalogue) }
        read.withLock { $0 = (edition, languages) }
        return languages
    }
}
