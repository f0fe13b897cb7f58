import Vocabulary

@testable import Sealing

/// A rough spelling of how a word sounds, by which words that a listener could mistake for each other are found.
///
/// In English every run of vowels counts as one sound, because their spelling says little; in the others vowels are
/// spelt as they sound, so only the consonants that share a sound are put together.
enum SoundKey {
    static func of(_ word: String, _ language: Language) -> String {
        var text = word.replacing("ñ", with: "ny").replacing("ç", with: "ss")
        text = String(decoding: LetterFolding.fold(text) ?? [], as: UTF8.self)
        for (pattern, sound) in rules(language) { text = text.replacing(pattern, with: sound) }
        text = String(text.reduce(into: [Character]()) { if $0.last != $1 { $0.append($1) } })
        guard language == .en else { return text }
        return text.replacing(#/[aeiou]+/#, with: "V")
    }

    private static func rules(_ language: Language) -> [(Regex<Substring>, String)] {
        switch language {
        case .en:
            [
                (#/ph/#, "f"), (#/gh/#, ""), (#/^kn/#, "n"), (#/^wr/#, "r"), (#/ck/#, "k"), (#/qu/#, "kw"),
                (#/mb$/#, "m"), (#/c(?=[eiy])/#, "s"), (#/ch/#, "C"), (#/c/#, "k"), (#/z/#, "s"), (#/y/#, "i"),
                (#/e$/#, ""),
            ]
        case .fr:
            [
                (#/ph/#, "f"), (#/ch/#, "S"), (#/qu?/#, "k"), (#/c(?=[eiy])/#, "s"), (#/c/#, "k"),
                (#/g(?=[eiy])/#, "j"), (#/h/#, ""), (#/y/#, "i"), (#/[tdsxpfe]+$/#, ""), (#/eau|au/#, "o"),
                (#/(?:ai|e)n(?![aeioun])/#, "an"), (#/ai|ei/#, "e"),
            ]
        case .pt:
            [
                (#/ch/#, "x"), (#/lh/#, "L"), (#/nh/#, "N"), (#/qu?/#, "k"), (#/c(?=[ei])/#, "s"), (#/c/#, "k"),
                (#/g(?=[ei])/#, "j"), (#/h/#, ""), (#/z/#, "s"), (#/m(?=[bp])/#, "n"), (#/m$/#, "n"),
            ]
        case .es:
            [
                (#/ch/#, "C"), (#/ll/#, "y"), (#/qu?/#, "k"), (#/c(?=[ei])/#, "s"), (#/c/#, "k"), (#/z/#, "s"),
                (#/g(?=[ei])/#, "j"), (#/h/#, ""), (#/v/#, "b"), (#/m(?=[bp])/#, "n"),
            ]
        }
    }
}
