package net.korax.ams.audit;

import java.security.PublicKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Checks the trail link by link against itself and against the signed checkpoints from outside of the database, and stops at the first
 * bad entry. It keeps one hash, however long the trail is. The same code serves the auditor's page and {@code ./ams audit-verify}.
 *
 * <p>A trail may begin later than with entry 1, because old entries are removed in the end: right behind a checkpoint that is twelve months
 * old at least (PCI 10.5.1).
 */
public final class TrailCheck {

    /** How long entries have to be kept. */
    private static final int MONTHS_KEPT = 12;

    /** What is wrong with an entry. */
    public enum Fault {
        /** It is not there, though later ones are, or the trail's head or a checkpoint tells of it. */
        MISSING,
        /** It does not say any more what was hashed. */
        CHANGED,
        /** It was not made to follow the one before: this or that one was exchanged. */
        NOT_FOLLOWING,
        /** It is another one than was signed: what was rewritten lies between the checkpoint before and here. */
        NOT_AS_SIGNED,
        /** The checkpoint that tells of it was not signed by the house. */
        FORGED_CHECKPOINT,
        /** It was removed sooner than entries may be. */
        REMOVED_TOO_SOON,
        /** The trail's head tells of another last entry. */
        NOT_AS_HEAD
    }

    /** The first bad entry. */
    public record Bad(long seq, Fault fault) {}

    /**
     * How a check ended.
     *
     * @param links how many were read and found right
     * @param first number of the first one; 0 when there is none
     * @param last number of the last one; 0 when there is none
     * @param checkpoints how many signed ones agreed with their entry
     * @param signed number of the last entry that a checkpoint covers; 0 when none does
     * @param bad the first bad entry, or null
     */
    public record Result(long links, long first, long last, int checkpoints, long signed, Bad bad) {

        public boolean isWhole() {
            return bad == null;
        }
    }

    private final List<AuditCheckpoint> checkpoints;
    private final Map<Integer, PublicKey> keys;
    private final long headSeq;
    private final byte[] headHash;
    private final Instant mayBeGone;

    private int next;
    private long links;
    private long first;
    private long last;
    private byte[] lastHash;
    private int agreed;
    private long signed;
    private Bad bad;

    /**
     * @param checkpoints in the order of their numbers, read before the links
     * @param keys the house's public keys by their version
     * @param headSeq number of the last entry as the head has it, read before the links
     * @param headHash hash of the same
     * @param now the moment of the check
     */
    public TrailCheck(
            List<AuditCheckpoint> checkpoints,
            Map<Integer, PublicKey> keys,
            long headSeq,
            byte[] headHash,
            Instant now) {
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.headSeq = headSeq;
        this.headHash = headHash.clone();
        this.mayBeGone = now.atOffset(ZoneOffset.UTC).minusMonths(MONTHS_KEPT).toInstant();
    }

    /** Takes the next link, in the order of their numbers; false when a bad one is known and no more are wanted. */
    public boolean accept(AuditEvent link) {
        if (bad == null) {
            bad = links == 0 && link.getSeq() > 1 ? anchor(link) : follow(link);
        }
        if (bad == null) {
            bad = inside(link);
        }
        if (bad == null) {
            links++;
            first = first == 0 ? link.getSeq() : first;
            last = link.getSeq();
            lastHash = link.hash();
            bad = outside(link);
        }
        return bad == null;
    }

    /** How the check ended, once the last link was taken. */
    public Result result() {
        if (bad == null && last < headSeq) {
            bad = new Bad(last + 1, Fault.MISSING);
        }
        if (bad == null && next < checkpoints.size()) {
            AuditCheckpoint more = checkpoints.get(next);
            bad = isGenuine(more) ? new Bad(last + 1, Fault.MISSING) : new Bad(more.seq(), Fault.FORGED_CHECKPOINT);
        }
        return new Result(links, first, last, agreed, signed, bad);
    }

    /** How many links are found right so far. */
    public long links() {
        return links;
    }

    /** The first link of a trail that was cut at its old end. */
    private Bad anchor(AuditEvent link) {
        while (next < checkpoints.size() && checkpoints.get(next).seq() < link.getSeq() - 1) {
            next++;
        }
        AuditCheckpoint anchor = next < checkpoints.size() ? checkpoints.get(next) : null;
        if (anchor == null || anchor.seq() != link.getSeq() - 1 || !isGenuine(anchor)) {
            return new Bad(1, Fault.MISSING);
        }
        while (next < checkpoints.size() && checkpoints.get(next).seq() < link.getSeq()) {
            next++;
        }
        if (anchor.at().isAfter(mayBeGone)) {
            return new Bad(anchor.seq(), Fault.REMOVED_TOO_SOON);
        }
        signed = anchor.seq();
        return anchor.isOf(link.previous()) ? null : new Bad(link.getSeq(), Fault.NOT_AS_SIGNED);
    }

    private Bad follow(AuditEvent link) {
        if (link.getSeq() != last + 1) {
            return new Bad(last + 1, Fault.MISSING);
        }
        byte[] before = links == 0 ? new byte[32] : lastHash;
        return link.follows(before) || !link.isAsItWas() ? null : new Bad(link.getSeq(), Fault.NOT_FOLLOWING);
    }

    private static Bad inside(AuditEvent link) {
        return link.isAsItWas() ? null : new Bad(link.getSeq(), Fault.CHANGED);
    }

    /** What stands outside of the chain of this link: checkpoints, and the head when it is the last. */
    private Bad outside(AuditEvent link) {
        while (next < checkpoints.size() && checkpoints.get(next).seq() == link.getSeq()) {
            AuditCheckpoint checkpoint = checkpoints.get(next++);
            if (!isGenuine(checkpoint)) {
                return new Bad(link.getSeq(), Fault.FORGED_CHECKPOINT);
            }
            if (!checkpoint.isOf(lastHash)) {
                return new Bad(link.getSeq(), Fault.NOT_AS_SIGNED);
            }
            agreed++;
            signed = link.getSeq();
        }
        boolean asHead = link.getSeq() != headSeq || Arrays.equals(headHash, lastHash);
        return asHead ? null : new Bad(link.getSeq(), Fault.NOT_AS_HEAD);
    }

    private boolean isGenuine(AuditCheckpoint checkpoint) {
        return checkpoint.isSignedBy(keys.get(checkpoint.keyVersion()));
    }
}
