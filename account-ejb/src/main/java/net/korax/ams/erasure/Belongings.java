package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import net.korax.ams.persistence.Store;

/** What belongs to an account, and where it stands, over all stores. */
@Dependent
class Belongings {

    @Inject
    private Places places;

    /** All stores as they are now. */
    List<Places.Layout> stores() {
        return Arrays.stream(Store.values()).map(places::layout).toList();
    }

    /** The id of an account, those of what names it, of what names that, and so on; to be added to. */
    Set<String> of(UUID account, List<Places.Layout> stores) {
        Set<String> ids = new TreeSet<>(Set.of(account.toString()));
        Map<Store, Integer> asked = new EnumMap<>(Store.class);
        // Each store is asked until it was asked for all there is.
        for (int i = 0;
                asked.values().stream().filter(with -> with == ids.size()).count() < stores.size();
                i++) {
            Places.Layout store = stores.get(i % stores.size());
            asked.put(store.store(), ids.size());
            ids.addAll(places.ids(store, ids));
        }
        return ids;
    }

    /** How many rows of each table hold one of the words, by {@code store.table}; every table is there. */
    SortedMap<String, Long> count(Collection<String> words, List<Places.Layout> stores) {
        SortedMap<String, Long> found = new TreeMap<>();
        stores.forEach(store -> found.putAll(places.count(store, words, Places.Thoroughness.USUAL)));
        return found;
    }
}
