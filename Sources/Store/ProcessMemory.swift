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

    /// Keeps what a bulk load has freed for its next batch: fresh memory for each costs a tenth of reading it.
    public static func keepForNextBatch() {
        // The largest threshold that the C library takes.
        _ = process_settings_keep_memory(32 << 20, 256 << 20)
    }

    /// Gives back what only the start needed: memory that was freed since, and the code that has run.
    ///
    /// Code that is used again is found in the system's cache of the file.
    public static func letGoOfStart() {
        process_settings_let_go()
    }
}
