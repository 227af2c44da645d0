package net.korax.ams.operations;

/**
 * Whether the pages of this server can be asked for. They come last when a server begins, long after everything below them works; until
 * then servers answer with faults of their own, so nobody should be sent there.
 */
public final class Pages {

    private static volatile boolean open;

    private Pages() {}

    /** The pages have come, or go. */
    public static void open(boolean areOpen) {
        open = areOpen;
    }

    public static boolean areOpen() {
        return open;
    }
}
