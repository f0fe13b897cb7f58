import Fingerprint
import Formats

/// Ratios whose truth is known: CSV with the columns `log10` and `same`.
enum RatioFile {
    static func read(_ file: String) throws -> ValidationRatios {
        let bytes = try FingerprintInput.bytes(file)
        let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) { $0.isNewline }
        guard let heading = lines.first?.split(separator: ",").map(String.init),
            let ratio = heading.firstIndex(of: "log10"),
            let truth = heading.firstIndex(of: "same")
        else { throw CommandFailure("\(file):1: the heading lacks log10 or same.") }
        var (same, different) = ([Double](), [Double]())
        for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == heading.count, let value = Double(fields[ratio]), !value.isNaN,
                ["0", "1"].contains(fields[truth])
            else {
                throw CommandFailure(
                    Printable.text("\(file):\(number + 1): wanted a number and 0 or 1, found “\(line.prefix(80))”.")
                )
            }
            if fields[truth] == "1" { same.append(value) } else { different.append(value) }
        }
        return try FingerprintInput.explained { try ValidationRatios(same: same, different: different) }
    }
}
