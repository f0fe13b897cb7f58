#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A growing run of fixed-size values, which may begin as a part of a mapped file.
///
/// The memory is mapped privately: what is appended or changed never reaches the file, and pages that nobody touched
/// cost nothing, so that a large graph opens in a moment. A read beyond the end gives zero, which is how a column that
/// was never written stays free of charge.
struct Column<Element: BitwiseCopyable>: ~Copyable {
    /// SAFETY: always points at `capacity` readable and writable elements, or at nothing while `capacity` is 0.
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity = 0

    init() {
        base = UnsafeMutablePointer(bitPattern: 64).unsafelyUnwrapped
    }

    /// Begins with elements of a mapped file that nobody else unmaps; room to grow comes when it is needed.
    init(mapped: UnsafeMutableRawPointer, count: Int) {
        base = mapped.bindMemory(to: Element.self, capacity: count)
        self.count = count
        capacity = count
        ownsMemory = false
    }

    private var ownsMemory = true

    deinit {
        if ownsMemory, capacity > 0 { munmap(base, capacity * MemoryLayout<Element>.stride) }
    }

    mutating func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        base[count] = element
        count += 1
    }

    mutating func append(_ bytes: UnsafeBufferPointer<Element>) {
        guard let from = bytes.baseAddress else { return }
        if count + bytes.count > capacity { grow(to: count + bytes.count) }
        (base + count).update(from: from, count: bytes.count)
        count += bytes.count
    }

    /// Lengthens the column with zeros.
    mutating func extend(to length: Int) {
        guard length > count else { return }
        if length > capacity { grow(to: length) }
        memset(base + count, 0, (length - count) * MemoryLayout<Element>.stride)
        count = length
    }

    /// Shortens the column; the memory stays.
    mutating func shorten(to length: Int) {
        count = min(count, max(length, 0))
    }

    /// The elements as an array.
    var array: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }

    /// The bytes as they go to a file.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base, count: count * MemoryLayout<Element>.stride)
    }

    /// Moves to four times the room; pages that are not used are not taken from the machine.
    private mutating func grow(to length: Int) {
        let stride = MemoryLayout<Element>.stride
        let wanted = max(length, capacity * 4, 1 << 14)
        let page = 1 << 16
        let size = (wanted * stride + page - 1) / page * page
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | Self.noReserve
        let memory = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0)
        guard let memory, memory != MAP_FAILED else {
            // Out of address space is for this what out of memory is for an array.
            preconditionFailure("no memory for \(size) bytes")
        }
        #if os(Linux)
        // Questions jump about in large columns: with large pages the processor finds the place at once. Advice only.
        if size >= 1 << 22 { madvise(memory, size, MADV_HUGEPAGE) }
        #endif
        let new = memory.bindMemory(to: Element.self, capacity: size / stride)
        new.update(from: base, count: count)
        if ownsMemory, capacity > 0 { munmap(base, capacity * stride) }
        base = new
        capacity = size / stride
        ownsMemory = true
    }

    #if canImport(Darwin)
    private static var noReserve: Int32 { MAP_NORESERVE }
    #else
    private static var noReserve: Int32 { Int32(MAP_NORESERVE) }
    #endif
}

extension Column where Element: FixedWidthInteger {
    /// The element at a place, zero beyond the end.
    subscript(place: Int) -> Element {
        get { place < count && place >= 0 ? base[place] : 0 }
        set {
            if place >= count { extend(to: place + 1) }
            base[place] = newValue
        }
    }
}
