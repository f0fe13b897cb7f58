import Vocabulary

extension NameIndex {
    /// The identifiers of the minerals in a list, separated by spaces; a name that is not known stays as it is.
    func minerals(in text: String) -> [UInt8] {
        if let whole = mineral(named: text) { return Array(whole.utf8) }
        var result: [String] = []
        for part in text.split(whereSeparator: { ",;/+|()".contains($0) }).map(String.init) {
            let found =
                mineral(named: part).map { [$0] }
                ?? part.split(whereSeparator: \.isWhitespace).map { word in
                    mineral(named: String(word)) ?? WordFolding.fold(String(word))
                }
            for name in found where !name.isEmpty && !result.contains(name) { result.append(name) }
        }
        return Array(result.joined(separator: " ").utf8)
    }
}
