/// Reads a receipt in digits, and says which group is likely to be wrong.
enum ReceiptDigits {
    private static let groupCount = 4

    static func read(_ text: String) throws(ReceiptFault) -> Receipt {
        let digits = text.unicodeScalars.compactMap { scalar -> UInt8? in
            // Digits of any script: phones in some languages type their own.
            guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else {
                return nil
            }
            return UInt8(exactly: value)
        }
        guard !digits.isEmpty else { throw ReceiptFault(.empty) }
        guard digits.count == Receipt.digitCount else { throw ReceiptFault(.wrongCount, found: digits.count) }
        guard let receipt = Receipt(digits: digits) else {
            throw ReceiptFault(.wrongDigits, suggestions: suggestions(digits))
        }
        return receipt
    }

    /// The groups in which one digit, or two neighbours that changed places, would explain the fault.
    private static func suggestions(_ digits: [UInt8]) -> [ReceiptFault.Suggestion] {
        var found: [Int: [String]] = [:]
        func note(_ changed: [UInt8], _ place: Int) {
            guard Receipt(digits: changed) != nil else { return }
            let start = place / groupCount * groupCount
            let text = changed[start..<start + groupCount].map { String($0) }.joined()
            found[place / groupCount + 1, default: []].append(text)
        }
        for place in digits.indices {
            for digit in UInt8(0)..<10 where digit != digits[place] {
                var changed = digits
                changed[place] = digit
                note(changed, place)
            }
            guard place + 1 < digits.count, digits[place] != digits[place + 1] else { continue }
            var swapped = digits
            swapped.swapAt(place, place + 1)
            note(swapped, place)
            if (place + 1) % groupCount == 0 { note(swapped, place + 1) }
        }
        return found.sorted { $0.key < $1.key }.map { ReceiptFault.Suggestion(place: $0.key, texts: $0.value) }
    }
}
