import ArgumentParser
import Vocabulary

/// The language that a command answers in.
struct LanguageOption: ParsableArguments {
    @Option(
        name: .customLong("language"),
        help: "The language of sentences and titles: en, fr, pt or es. (default: en)",
        transform: {
            guard let language = Language(rawValue: $0) else {
                throw ValidationError("‘\($0)’ is not en, fr, pt or es.")
            }
            return language
        }
    )
    var chosen: Language?

    var language: Language { chosen ?? .en }
}
