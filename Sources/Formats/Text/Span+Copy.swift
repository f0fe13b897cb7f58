extension Span<UInt8> {
    /// The bytes of a range as an array.
    public func copy(_ range: Range<Int>) -> [UInt8] {
        extracting(range).withUnsafeBufferPointer { Array($0) }
    }
}
