internal import CQREncode

/// A QR code (ISO/IEC 18004) of an address, drawn as one path, for printing and for phones.
struct QRCode {
    /// Dark modules, row by row, without the quiet zone.
    let modules: [[Bool]]

    /// Encodes a text; nil if it is too long for any code.
    ///
    /// Level M restores 15 % of what a stamp or a fold hides.
    init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard width > 0, let data = code.pointee.data else { return nil }
        // The lowest bit of each byte says whether the module is dark.
        modules = (0..<width).map { y in (0..<width).map { x in data[y * width + x] & 1 == 1 } }
    }

    func write(label: String, to h: inout HTML) {
        // Four light modules around it (section 9.1 of the standard).
        let size = modules.count + 8
        h(
            .svg,
            .class("qr"),
            .role("img"),
            .ariaLabel(label),
            Attribute("viewBox", "0 0 \(size) \(size)"),
            Attribute("width", "\(size * 3)"),
            Attribute("height", "\(size * 3)"),
            Attribute("shape-rendering", "crispEdges")
        ) { h in
            h(.rect, Attribute("width", "\(size)"), Attribute("height", "\(size)"), Attribute("fill", "#fff"))
            h(.path, Attribute("d", path), Attribute("fill", "#000"))
        }
    }

    /// Each run of dark modules as a rectangle.
    private var path: String {
        var path = ""
        for (y, row) in modules.enumerated() {
            var x = 0
            while x < row.count {
                guard row[x] else {
                    x += 1
                    continue
                }
                let start = x
                while x < row.count, row[x] { x += 1 }
                path += "M\(start + 4) \(y + 4)h\(x - start)v1h-\(x - start)z"
            }
        }
        return path
    }
}
