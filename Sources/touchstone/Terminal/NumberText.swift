import Foundation

/// Numbers as people read them.
enum NumberText {
    /// `1234567` as `1,234,567`.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// Seconds with one or two decimals.
    static func seconds(_ seconds: Double) -> String {
        String(format: seconds < 10 ? "%.2f" : "%.1f", seconds)
    }

    /// A time left: `45 s`, `3 min 05 s`, `2 h 10 min`.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, let whole = Int(exactly: min(max(seconds, 0), 1e9).rounded(.up)) else { return "?" }
        switch whole {
        case ..<60: return "\(whole) s"
        case ..<3600: return "\(whole / 60) min " + String(format: "%02d s", whole % 60)
        default: return "\(whole / 3600) h " + String(format: "%02d min", whole % 3600 / 60)
        }
    }

    /// Bytes in the unit that suits them.
    static func bytes(_ count: Int) -> String {
        switch count {
        case ..<10_000: "\(grouped(count)) bytes"
        case ..<1_000_000: String(format: "%.1f kB", Double(count) / 1e3)
        case ..<1_000_000_000: String(format: "%.1f MB", Double(count) / 1e6)
        default: String(format: "%.2f GB", Double(count) / 1e9)
        }
    }
}
