internal import NIOCore

/// A page being written: UTF-8 bytes that grow, escaped by default.
///
/// Text and attribute values can only enter through ``text(_:)`` and ``Attribute``, which escape them. Markup enters
/// through ``callAsFunction(_:_:content:)``, whose names are typed, or as ``TrustedHTML``, which only a literal can make.
package struct HTML: Sendable {
    /// The page up to what was written last, in the memory that it is sent from: as an array, all of it would have to be
    /// copied there.
    private var buffer: ByteBuffer
    /// What was written last: an array takes many small pieces faster.
    private var recent: [UInt8] = []
    /// So much of it is put behind the rest in one go.
    private static let recentLimit = 8 * 1024

    /// The bytes of the page so far.
    package var bytes: [UInt8] { Array(buffer.readableBytesView) + recent }

    /// The page so far, ready to be sent.
    var page: ByteBuffer {
        mutating get {
            settle()
            return buffer
        }
    }

    /// Starts an empty page.
    package init(capacity: Int = 16 * 1024) {
        buffer = capacity > Self.recentLimit ? ByteBufferAllocator().buffer(capacity: capacity) : ByteBuffer()
        recent.reserveCapacity(min(capacity, Self.recentLimit))
    }

    /// Writes an element with what the closure writes inside it.
    package mutating func callAsFunction(
        _ tag: Tag,
        _ first: Attribute?,
        _ second: Attribute?,
        _ more: Attribute?...,
        content: (inout HTML) throws -> Void
    ) rethrows {
        open(tag, first, second, more)
        try content(&self)
        close(tag)
    }

    /// Writes an element without attributes; with none or one, no list of them is made.
    package mutating func callAsFunction(_ tag: Tag, content: (inout HTML) throws -> Void) rethrows {
        open(tag, nil)
        try content(&self)
        close(tag)
    }

    /// Writes an element with one attribute.
    package mutating func callAsFunction(
        _ tag: Tag,
        _ attribute: Attribute?,
        content: (inout HTML) throws -> Void
    ) rethrows {
        open(tag, attribute)
        try content(&self)
        close(tag)
    }

    /// Writes an element without attributes that holds one text.
    package mutating func callAsFunction(_ tag: Tag, text value: String) {
        open(tag, nil)
        text(value)
        close(tag)
    }

    /// Writes an element with one attribute that holds one text.
    package mutating func callAsFunction(_ tag: Tag, _ attribute: Attribute?, text value: String) {
        open(tag, attribute)
        text(value)
        close(tag)
    }

    /// Writes an element that holds one text.
    package mutating func callAsFunction(
        _ tag: Tag,
        _ first: Attribute?,
        _ second: Attribute?,
        _ more: Attribute?...,
        text value: String
    ) {
        open(tag, first, second, more)
        text(value)
        close(tag)
    }

    /// Writes an element without content, such as `input` or `br`, or an empty one, such as `script`.
    package mutating func callAsFunction(_ tag: Tag, _ attributes: Attribute?...) {
        open(tag, nil, nil, attributes)
        if !tag.isVoid { close(tag) }
    }

    /// Writes text, escaped.
    package mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { HTMLEscaping.append($0, to: &recent) }
    }

    /// Writes markup that we wrote ourselves.
    package mutating func raw(_ markup: TrustedHTML) {
        markup.append(to: &recent)
    }

    /// Writes a style sheet of ours, as an element of its own; it must not hold `</`.
    package mutating func styles(_ sheet: some Collection<UInt8>) {
        recent.append(contentsOf: "<style>".utf8)
        recent.append(contentsOf: sheet)
        recent.append(contentsOf: "</style>".utf8)
    }

    /// Writes what another writer holds.
    package mutating func append(_ other: HTML) {
        if other.buffer.readableBytes > 0 {
            settle()
            buffer.writeImmutableBuffer(other.buffer)
        }
        recent.append(contentsOf: other.recent)
        if recent.count > Self.recentLimit { settle() }
    }

    private mutating func open(_ tag: Tag, _ attribute: Attribute?) {
        recent.append(UInt8(ascii: "<"))
        tag.append(to: &recent)
        attribute?.append(to: &recent)
        recent.append(UInt8(ascii: ">"))
    }

    private mutating func open(
        _ tag: Tag,
        _ first: Attribute?,
        _ second: Attribute?,
        _ more: [Attribute?]
    ) {
        recent.append(UInt8(ascii: "<"))
        tag.append(to: &recent)
        first?.append(to: &recent)
        second?.append(to: &recent)
        for case let attribute? in more {
            attribute.append(to: &recent)
        }
        recent.append(UInt8(ascii: ">"))
    }

    private mutating func close(_ tag: Tag) {
        recent.append(UInt8(ascii: "<"))
        recent.append(UInt8(ascii: "/"))
        tag.append(to: &recent)
        recent.append(UInt8(ascii: ">"))
        if recent.count > Self.recentLimit { settle() }
    }

    /// Puts what was written last behind the rest.
    private mutating func settle() {
        buffer.writeBytes(recent)
        recent.removeAll(keepingCapacity: true)
    }
}
