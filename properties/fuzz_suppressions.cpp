/// Leaks of libraries that are known and not ours, compiled in: nothing but the program goes to
/// OSS-Fuzz. The same as harness/cmake/leaks_of_libraries.txt, which says why.

// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming): LeakSanitizer's
extern "C" const char* __lsan_default_suppressions() { return PACKETPROOF_LEAKS; }
