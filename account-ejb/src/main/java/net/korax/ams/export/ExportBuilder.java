package net.korax.ams.export;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import net.korax.ams.persistence.Store;
import net.korax.ams.shared.Refused;

/**
 * Builds copies page by page: a page is read in one transaction and added in another, which moves the copy on. Stopped between the two the
 * page is read again, so nothing is missing and nothing is told twice.
 */
@Dependent
class ExportBuilder {

    private static final Logger LOG = Logger.getLogger(ExportBuilder.class.getName());

    @Inject
    private Exports exports;

    @Inject
    private Holdings holdings;

    private final UUID server = UUID.randomUUID();

    /** Goes on with the copies that are asked for, if no other server does; and destroys what is outdated or was left. */
    void go() {
        exports.emptyLeft();
        exports.going(DataExport.State.READY).forEach(this::drop);
        List<DataExport> asked = exports.going(DataExport.State.BUILDING);
        asked.forEach(this::drop);
        if (!asked.isEmpty() && isMine()) {
            asked.forEach(copy -> build(copy.getId()));
        }
    }

    /** Whether this server builds copies now, and no other. */
    boolean isMine() {
        return exports.isMine(server);
    }

    /** Lets go of a copy that tells of a card which was deleted since. */
    void drop(DataExport copy) {
        try {
            boolean going = copy.getState() == DataExport.State.READY || copy.getState() == DataExport.State.BUILDING;
            if (going && holdings.cardDeletedSince(copy.accountId(), copy.getAskedAt())) {
                exports.outdate(copy);
            }
        } catch (Refused closing) {
            // The account is being closed, and the copy goes with it.
        }
    }

    private void build(UUID id) {
        try {
            while (step(id)) {
                LOG.log(Level.FINE, "A page of a copy is there.");
            }
        } catch (Refused wait) {
            LOG.log(Level.INFO, "A copy waits: {0}", wait.getMessage());
        } catch (RuntimeException fault) {
            LOG.log(Level.WARNING, "A copy waits: {0}", fault.getClass().getSimpleName());
        }
    }

    /**
     * Adds one page; false when there is nothing more to do about the copy, or not yet: the trail is told once everything that was done
     * before the copy was asked for stands in it.
     */
    boolean step(UUID id) {
        DataExport copy = exports.get(id);
        if (copy == null || copy.getState() != DataExport.State.BUILDING) {
            return false;
        }
        ExportMap.Section section = ExportMap.all().get(copy.section());
        if ("trail".equals(section.name()) && isTrailComing(copy)) {
            return false;
        }
        List<Holdings.Row> rows = holdings.page(section, copy.accountId(), copy.reached());
        boolean last = rows.size() < Holdings.PAGE;
        Page page = new Page(section, rows, copy.reached() == null, last, names(section, rows, copy.accountId()));
        return exports.add(copy, page, last ? null : rows.get(rows.size() - 1).at(), server);
    }

    private boolean isTrailComing(DataExport copy) {
        return Stream.of(Store.values())
                .anyMatch(store -> holdings.trailIsComing(store, copy.accountId(), copy.getAskedAt()));
    }

    private Map<UUID, String> names(ExportMap.Section section, List<Holdings.Row> rows, UUID accountId) {
        return section.fields().stream()
                .filter(field -> field.seal() != null && !rows.isEmpty())
                .map(field -> holdings.names(field.seal(), accountId))
                .filter(names -> !names.isEmpty())
                .findFirst()
                .orElse(Map.of());
    }
}
