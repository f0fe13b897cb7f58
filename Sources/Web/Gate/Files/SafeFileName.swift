/// A file name as a visitor sent it, made harmless: it is shown, kept beside the file and offered for download, and
/// never used to open anything.
package enum SafeFileName {
    /// The longest name, in bytes of UTF-8: what file systems take.
    static let byteLimit = 200

    /// The last component of a path of either kind, without control and direction characters and without dots and
    /// spaces at its ends; empty if nothing is left.
    package static func clean(_ text: String) -> String {
        let last = text.split { $0 == "/" || $0 == "\\" }.last ?? ""
        let visible = String(String.UnicodeScalarView(last.unicodeScalars.filter(isVisible)))
        var name = visible[...]
        while let first = name.first, first == "." || first.isWhitespace { name.removeFirst() }
        while let end = name.last, end == "." || end.isWhitespace { name.removeLast() }
        // The end is kept: it says what kind of file it is.
        while name.utf8.count > byteLimit { name.removeFirst() }
        return String(name)
    }

    /// Direction marks could make `exe.csv` of `vsc.exe` (Unicode TR 36 section 3.7); the rest breaks lines and headers.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: !"<>:\"|?*".unicodeScalars.contains(scalar)
        }
    }
}
