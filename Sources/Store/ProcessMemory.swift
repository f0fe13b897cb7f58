import CSQLiteSettings

/// What the process does with memory that it has freed.
public enum ProcessMemory {
    /// Keeps what a request has freed for the next one.
    ///
    /// A page takes two pieces of about 100 kB. The C library would give such pieces back to the system after each
    /// request and get them again, empty, for the next, which costs more than writing the page. At most 8 MiB stay with
    /// each of its heaps; larger pieces than a mebibyte are given back at once.
    public static func keepForNextRequest() {
        // Where it cannot be set, pages are slower and nothing else.
        _ = process_settings_keep_memory(1 << 20, 8 << 20)
    }
}
