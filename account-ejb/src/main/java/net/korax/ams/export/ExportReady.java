package net.korax.ams.export;

import java.util.UUID;

/** A copy waits for its customer; told in the transaction that made it ready. */
public record ExportReady(UUID accountId) {}
