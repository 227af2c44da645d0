package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.persistence.Store;

/**
 * Looks every night in every column of every table for who was erased lately (P03). A certificate is issued after a search that large tables
 * are asked by their indexes; what escapes those is a fault of ours, and is told.
 */
@Dependent
class LeftOvers {

    private static final Logger LOG = Logger.getLogger(LeftOvers.class.getName());

    @Inject
    private Places places;

    @Inject
    private RefusalLog refusals;

    /** The places where something is left of accounts; each leaves a security event. */
    List<String> search(List<UUID> accounts) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        Set<String> words = accounts.stream().map(UUID::toString).collect(Collectors.toSet());
        List<String> left = Arrays.stream(Store.values())
                .flatMap(store ->
                        places.count(places.layout(store), words, Places.Thoroughness.WHOLE).entrySet().stream())
                .filter(place -> place.getValue() > 0 && !DataMap.stays(place.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        left.forEach(place -> {
            LOG.log(Level.SEVERE, "Erasures have left something in {0}", place);
            refusals.refused(AuditEntry.SYSTEM, "erasure.left-over", null, null);
        });
        return left;
    }
}
