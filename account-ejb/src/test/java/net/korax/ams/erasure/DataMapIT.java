package net.korax.ams.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Stores;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P03: where personal data can be is what the databases and the entities say, and every column has a declared class of data. */
@Tag("P03")
class DataMapIT extends ContainerTest {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    @Test
    void everyColumnOfTheStores_hasAClassOfData() throws Exception {
        Set<String> there = new TreeSet<>();
        for (String store : Stores.ALL) {
            Stores.column(
                            store,
                            "select c.table_name || '.' || c.column_name from information_schema.columns c"
                                    + " join information_schema.tables t using (table_schema, table_name)"
                                    + " where table_schema = 'ams' and t.table_type = 'BASE TABLE'"
                                    + " and c.table_name not like 'it\\_%'")
                    .forEach(column -> there.add(store + "." + column));
        }
        assertEquals(lines(there), lines(declared()), "the databases, and " + DataMap.FILE);
    }

    @Test
    void everyColumnOfTheEntities_isOneOfTheStores() {
        Set<String> mapped = new TreeSet<>();
        for (Map.Entry<String, EntityManager> store :
                Map.of("core", core, "person", person, "vault", vault).entrySet()) {
            store.getValue().getEntityManagerFactory().unwrap(ServerSession.class).getDescriptors().values().stream()
                    .filter(entity -> !entity.isAggregateDescriptor())
                    .flatMap(entity -> entity.getAllFields().stream())
                    .map(DatabaseField.class::cast)
                    .forEach(field -> mapped.add((store.getKey() + "." + field.getTableName() + "." + field.getName())
                            .toLowerCase(java.util.Locale.ROOT)));
        }
        assertTrue(mapped.size() > 150, "only " + mapped.size() + " columns are mapped");
        mapped.removeAll(declared());
        assertEquals(Set.of(), mapped);
    }

    @Test
    void searchOfTheProduct_seesEveryTable() throws Exception {
        Set<String> there = new TreeSet<>();
        for (String store : Stores.ALL) {
            Stores.tables(store).forEach(table -> there.add(store + "." + table));
        }
        assertEquals(there, DataMap.tables().keySet());
    }

    private static Set<String> declared() {
        Set<String> declared = new TreeSet<>();
        new TreeMap<>(DataMap.tables())
                .forEach((table, about) ->
                        about.columns().keySet().forEach(column -> declared.add(table + "." + column)));
        return declared;
    }

    private static String lines(Set<String> columns) {
        return columns.stream().collect(Collectors.joining("\n"));
    }
}
