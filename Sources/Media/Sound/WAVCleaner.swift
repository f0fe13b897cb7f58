import Formats

/// WAV: the format and the samples; no lists, cues or notes.
enum WAVCleaner {
    static func clean(_ bytes: [UInt8], _ limits: MediaLimits) throws(MediaFault) -> CleanedMedia {
        guard let (range, hasMore) = RIFFChunk.body(bytes) else { throw MediaFault(.cutOff, at: bytes.count) }
        // Recorders that were switched off in the middle leave a length of zero or of all ones before the samples.
        let chunks = try RIFFChunk.all(bytes, in: range, limits, cuttingLast: true)
        var body = PieceList()
        if hasMore { body.removed.insert(.hidden) }
        var (hasFormat, hasData) = (false, false)
        for chunk in chunks {
            switch chunk.name {
            case "fmt ":
                guard !hasFormat, [16, 18, 40].contains(chunk.content.count) else {
                    throw MediaFault(.malformed, at: chunk.content.lowerBound)
                }
                hasFormat = true
                chunk.copy(to: &body)
            case "data":
                guard hasFormat, !hasData else { throw MediaFault(.malformed, at: chunk.content.lowerBound) }
                hasData = true
                chunk.copy(to: &body)
            case "LIST", "id3 ", "ID3 ", "bext", "iXML", "_PMX", "cart": body.removed.insert(.text)
            default: body.removed.insert(.applicationData)
            }
        }
        guard hasData else { throw MediaFault(.nothingInIt) }
        let list = RIFFChunk.file("WAVE", body)
        return CleanedMedia(kind: .wav, size: nil, pieces: list.pieces, removed: list.removed)
    }
}
