package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import net.korax.ams.audit.Origin;
import net.korax.ams.shared.Time;

/**
 * Where requests come from. Of an address a fingerprint is kept that changes every day, for the time of the request; of IPv6 the network
 * of 64 bits counts, since one customer has all of it.
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Whereabouts {

    private static final int IPV6 = 16;
    private static final int NETWORK = 8;
    private static final int KEPT = 8;

    @Inject
    private Origin origin;

    /** Remembers for the time of a request where it comes from. @param address of four or sixteen bytes */
    @PermitAll
    public void came(byte[] address) {
        byte[] network = address.length == IPV6 ? Arrays.copyOf(address, NETWORK) : address;
        ByteBuffer today = ByteBuffer.allocate(Long.BYTES + network.length)
                .putLong(Time.today(ZoneOffset.UTC).toEpochDay())
                .put(network);
        byte[] fingerprint = CredentialSeal.fingerprint("origin", HexFormat.of().formatHex(today.array()));
        origin.is(HexFormat.of().formatHex(fingerprint, 0, KEPT));
    }
}
