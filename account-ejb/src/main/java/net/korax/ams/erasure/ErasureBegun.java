package net.korax.ams.erasure;

import java.util.UUID;

/** An account is frozen; the rest of its erasure may go on beside the request that asked for it. */
record ErasureBegun(UUID accountId) {}
