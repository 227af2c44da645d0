package net.korax.ams.sample;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Some sample accounts as rows of the three stores. */
final class Batch {

    private final Map<Class<?>, EntityTable> tables;
    private final Map<String, Rows> stores = new HashMap<>();

    /** @param tables how entities become rows; what is missing is added */
    Batch(Map<Class<?>, EntityTable> tables) {
        this.tables = tables;
    }

    void core(Object entity) {
        add(entity, "core");
    }

    void person(Object entity) {
        add(entity, "person");
    }

    void vault(Object entity) {
        add(entity, "vault");
    }

    void token(byte[] token, UUID account, UUID subject) {
        of("person").add("search_token", "token, account_id, subject_id", token, account, subject);
    }

    Rows of(String store) {
        return stores.computeIfAbsent(store, name -> new Rows());
    }

    private void add(Object entity, String store) {
        tables.computeIfAbsent(entity.getClass(), EntityTable::new).add(entity, of(store));
    }
}
