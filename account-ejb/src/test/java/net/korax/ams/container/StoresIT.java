package net.korax.ams.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import net.korax.ams.card.CardBrand;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** P07: personal data stands apart, and each runtime role reaches its own store and can do there what it needs and no more. */
class StoresIT extends ContainerTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** What each runtime role may do with the tables of its store. */
    private static final Map<String, String> GRANTS = Map.of("core", """
            access_review       INSERT SELECT UPDATE
            access_verdict      DELETE INSERT SELECT
            account             DELETE INSERT SELECT UPDATE
            app_user            DELETE INSERT SELECT UPDATE
            audit_event         INSERT SELECT
            audit_head          SELECT UPDATE
            audit_outbox        DELETE INSERT SELECT
            custodian_trust     DELETE INSERT SELECT UPDATE
            erasure             DELETE INSERT SELECT UPDATE
            factor_change       DELETE INSERT SELECT UPDATE
            invitation          DELETE INSERT SELECT
            known_device        DELETE INSERT SELECT UPDATE
            lease               INSERT SELECT UPDATE
            origin_count        DELETE INSERT SELECT UPDATE
            passkey             DELETE INSERT SELECT UPDATE
            passkey_ceremony    DELETE INSERT SELECT
            past_password       DELETE INSERT SELECT
            password_reset      DELETE INSERT SELECT UPDATE
            recovery_code       DELETE INSERT SELECT UPDATE
            retention_run       DELETE INSERT SELECT UPDATE
            service_offer       INSERT SELECT UPDATE
            service_order       DELETE INSERT SELECT UPDATE
            sign_in_attempt     DELETE INSERT SELECT UPDATE
            unused_warning      DELETE INSERT SELECT UPDATE
            user_role           DELETE INSERT SELECT
            visit               DELETE INSERT SELECT UPDATE
            """, "person", """
            account_holder      DELETE INSERT SELECT UPDATE
            audit_outbox        DELETE INSERT SELECT
            consent             DELETE INSERT SELECT
            contact_person      DELETE INSERT SELECT UPDATE
            contact_person_role DELETE INSERT SELECT
            contact_request     DELETE INSERT SELECT UPDATE
            contact_role        INSERT SELECT UPDATE
            data_export         DELETE INSERT SELECT UPDATE
            data_export_part    DELETE INSERT SELECT
            disclosure          DELETE INSERT SELECT
            email_verification  DELETE INSERT SELECT UPDATE
            identity_verdict    DELETE INSERT SELECT
            look                DELETE INSERT SELECT
            lease               INSERT SELECT UPDATE
            mail_outbox         DELETE INSERT SELECT UPDATE
            person_account      DELETE INSERT SELECT UPDATE
            person_key          DELETE INSERT SELECT UPDATE
            purpose             INSERT SELECT
            search_token        DELETE INSERT SELECT
            sent_mail           DELETE INSERT SELECT UPDATE
            """, "vault", """
            audit_outbox        DELETE INSERT SELECT
            card                DELETE INSERT SELECT UPDATE
            card_key            DELETE INSERT SELECT UPDATE
            card_request        DELETE INSERT SELECT UPDATE
            charge              DELETE INSERT SELECT UPDATE
            custody_entry       DELETE INSERT SELECT
            custody_server      DELETE INSERT SELECT UPDATE
            key_version         INSERT SELECT UPDATE
            lease               INSERT SELECT UPDATE
            reversal            DELETE INSERT SELECT UPDATE
            rotation_job        INSERT SELECT UPDATE
            vault_account       DELETE INSERT SELECT UPDATE
            """);

    /** Every column outside of the person store: none bears a personal datum in clear. A new one is weighed here first. */
    private static final Map<String, String> COLUMNS = Map.of("core", """
            access_review       begun_at begun_by closed_at closed_by id version
            access_verdict      id keep review_id reviewed_at reviewed_by user_id
            account             closed_at id kind number opened_at service status version
            app_user            account_id audience created_at dek_id dek_wrapped disabled_at disabled_because enrolled_at id \
            kek_version last_day last_sign_in_at leaving_reason locale passkey_handle password_hash provider_fingerprint \
            staff_number status totp_last_step totp_pending totp_sealed user_name user_name_key version
            audit_event         account_id actor at event_id hash layout object_id operation origin outcome prev_hash request_id \
            sealed seq store
            audit_head          hash held_until holder id seq
            audit_outbox        account_id actor at id object_id operation origin outcome queued_at request_id sealed
            custodian_trust     approved_at approved_by ended_at ends_at granted_at granted_by id reason user_id
            erasure             account_id attempts certificate certificate_id counts fingerprint finished_at found replayed \
            requested_at step subjects version
            factor_change       at change id told_at user_id
            invitation          expires_at id invited_at invited_by roles token_fingerprint user_id user_name user_name_key
            known_device        device first_seen_at told_at user_id
            lease               epoch holder until work
            origin_count        begun_at counted number origin
            passkey             created_at credential_id id label_sealed last_used_at public_key signature_count transports user_id
            passkey_ceremony    expires_at id purpose request user_id
            past_password       id password_hash replaced_at user_id
            password_reset      asked_at expires_at id token_fingerprint used_at user_id user_name_fingerprint
            retention_run       begun_at deleted ended_at failure found id rule
            recovery_code       fingerprint used_at user_id
            service_offer       active code currency description_en description_fr name_en name_fr position price_minor \
            version
            service_order       account_id currency id offer_code placed_at price_minor status version
            sign_in_attempt     failures last_failure_at user_name_fingerprint
            unused_warning      account_id warned_at warnings
            user_role           role user_id
            visit               audience begun_at device end_reason ended_at ends_at id last_seen_at proved_at second_factor_at \
            token_hash user_id
            """, "vault", """
            audit_outbox        account_id actor at id object_id operation origin outcome queued_at request_id sealed
            card                account_id added_at billing_contact brand default_card dek_id expiry fingerprint fingerprint_version \
            holder id last_four reminded sealed_pan version
            card_key            account_id dek_id generation kek_version wrapped
            card_request        account_id card_id ceiling_minor channel charge_id currency expires_at id identity_check made_at \
            made_by operation order_id state used_at used_by version
            charge              account_id amount_minor card_id currency decided_at decline_code gateway_reference id \
            intended_at merchant_reference order_id request_id state version
            custody_entry       account_id at by_kind by_staff card_id id mail_queued_at operation request_id
            custody_server      fpr_version id kek_version seen_at
            key_version         destroyed_by destruction_asked_by id kind since state version
            lease               epoch holder until work
            reversal            account_id amount_minor charge_id currency decided_at decline_code gateway_reference id \
            intended_at kind merchant_reference request_id state version
            rotation_job        approved_by asked_at asked_by cursor_id done failed from_version id kind \
            paused state to_version total trouble updated_at version
            vault_account       frozen id version
            """);

    @Test
    @Tag("PCI-7.2.6")
    @Tag("P07")
    void runtimeRoles_connectToTheirOwnDatabaseAlone() throws Exception {
        for (String store : Stores.ALL) {
            for (String other : Stores.ALL) {
                String role = Stores.runtimeRole(store);
                if (other.equals(store)) {
                    Stores.connect("ams_" + other, role).close();
                } else {
                    assertForbidden(role + " at " + other, () -> Stores.connect("ams_" + other, role));
                }
            }
        }
    }

    @Test
    @Tag("PCI-7.2.5")
    @Tag("P07")
    void runtimeRoles_haveTheRightsInTheTableAndNoOther() throws Exception {
        for (String store : Stores.ALL) {
            Map<String, String> granted = new TreeMap<>();
            for (String line : Stores.column(
                    store,
                    "select table_name || ' ' || string_agg(privilege_type, ' ' order by privilege_type)"
                            + " from information_schema.role_table_grants where table_schema = 'ams' and grantee = '"
                            + Stores.runtimeRole(store) + "' group by table_name")) {
                granted.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
            }
            assertEquals(table(GRANTS.get(store)), granted, store);
        }
    }

    @Test
    void noOtherLogin_hasRightsOnTables() throws Exception {
        for (String store : Stores.ALL) {
            List<String> known = new ArrayList<>(List.of("ams_" + store + "_app", "ams_" + store + "_owner"));
            if (store.equals("core")) {
                known.add(1, "ams_audit_reader");
                known.sort(null);
            }
            assertEquals(
                    known,
                    Stores.column(
                            store,
                            "select distinct grantee collate \"C\" from information_schema.role_table_grants"
                                    + " where table_schema = 'ams' order by 1"),
                    store);
        }
    }

    @Test
    void runtimeRoles_areNoMembersOfOtherRolesAndHaveNoPowers() throws Exception {
        assertEquals(
                List.of(),
                Stores.column(
                        "core",
                        "select rolname from pg_roles where rolname like 'ams\\_%\\_app' and (rolsuper or rolcreaterole"
                                + " or rolcreatedb or rolreplication or rolbypassrls)"));
        assertEquals(
                List.of(),
                Stores.column(
                        "core",
                        "select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.member"
                                + " where r.rolname like 'ams\\_%\\_app'"));
    }

    @Test
    @Tag("PCI-7.2.5")
    void runtimeRoles_cannotChangeTheSchema() throws Exception {
        Map<String, String> tables = Map.of("core", "account", "person", "contact_person", "vault", "card");
        for (String store : Stores.ALL) {
            String table = tables.get(store);
            for (String ddl : List.of(
                    "create table it_new (id int)",
                    "create temporary table it_temporary (id int)",
                    "create schema it_schema",
                    "create function it_function() returns int language sql as 'select 1'",
                    "alter table " + table + " add column it_column int",
                    "alter table " + table + " disable trigger all",
                    "drop table " + table,
                    "truncate " + table,
                    "create role it_role",
                    "set role ams_" + store + "_owner")) {
                assertForbidden(store + ": " + ddl, () -> Stores.runAs(Stores.runtimeRole(store), store, ddl));
            }
        }
    }

    /** Deleting what a key points to looks for whatever points to it; tables of staff and offers stay small, or are not deleted from. */
    @Test
    void rowsThatPointToOthers_areFoundByAnIndex() throws Exception {
        Set<String> small = Set.of("access_review", "access_verdict", "custodian_trust", "service_order.offer_code");
        for (String store : Stores.ALL) {
            List<String> keys = Stores.column(
                    store,
                    "select k.conrelid::regclass || '.' || a.attname from pg_constraint k"
                            + " join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]"
                            + " where k.contype = 'f' and k.connamespace = 'ams'::regnamespace"
                            + " and not exists (select 1 from pg_index i where i.indrelid = k.conrelid"
                            + " and i.indkey[0] = k.conkey[1] and i.indisvalid and (i.indpred is null"
                            + " or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))");
            keys.removeIf(key -> small.contains(key) || small.contains(key.split("\\.")[0]));
            assertEquals(List.of(), keys, store);
        }
    }

    @Test
    void brandOfACard_isOneOfTheSchemes() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        for (CardBrand brand : CardBrand.values()) {
            brand(card, brand.name());
        }
        for (String other : List.of("Visa", "", "4242424242424242")) {
            SQLException refused = assertThrows(SQLException.class, () -> brand(card, other));
            assertTrue(refused.getMessage().contains("card_brand"), refused.getMessage());
        }
        brand(card, CardBrand.VISA.name());
    }

    private static void brand(UUID card, String brand) throws SQLException {
        Stores.runAs("ams_vault_app", "vault", "update card set brand = '" + brand + "' where id = '" + card + "'");
    }

    /** The one function that lets the product do what else only the owner may. */
    @Test
    @Tag("PCI-7.2.5")
    void tablesAreWrittenAnew_whereRowsOfCustomersAreAndNowhereElse() throws Exception {
        Map<String, List<String>> others = Map.of(
                "core",
                        List.of(
                                "audit_outbox",
                                "audit_event",
                                "erasure",
                                "user_role",
                                "pg_class",
                                "visit; drop table visit"),
                "person", List.of("audit_outbox", "person_account", "contact_role", "pg_class"),
                "vault", List.of("audit_outbox", "vault_account", "key_version", "pg_class", "card; drop table card"));
        for (String store : Stores.ALL) {
            for (String table : others.get(store)) {
                assertForbidden(
                        table,
                        () -> Stores.runAs(
                                Stores.runtimeRole(store), store, "select forget_old_versions('" + table + "')"));
            }
            assertEquals(
                    List.of("forget_old_versions"),
                    Stores.column(
                            store,
                            "select proname from pg_proc where prosecdef and pronamespace = 'ams'::regnamespace"),
                    store);
            assertEquals(
                    List.of(Stores.runtimeRole(store), "ams_" + store + "_owner"),
                    Stores.column(
                            store,
                            "select grantee from information_schema.routine_privileges"
                                    + " where routine_name = 'forget_old_versions' order by 1"));
        }
    }

    /** Who checks the trail can read it, and neither anything else nor anywhere else. */
    @Test
    @Tag("PCI-10.3.1")
    @Tag("TEST-AUD-10")
    void readerOfTheTrail_readsTheTrailAlone() throws Exception {
        assertEquals(
                List.of("audit_event SELECT", "audit_head SELECT"),
                Stores.column(
                        "core",
                        "select table_name || ' ' || privilege_type from information_schema.role_table_grants"
                                + " where grantee = 'ams_audit_reader' order by 1"));
        String reader = "ams_audit_reader";
        Stores.runAs(reader, "core", "select * from audit_event limit 1", "select * from audit_head");
        for (String sql : List.of(
                "select * from audit_outbox",
                "select * from app_user",
                "insert into audit_event select * from audit_event limit 1",
                "update audit_head set seq = seq",
                "delete from audit_event",
                "create temporary table it_temporary (id int)")) {
            assertForbidden(sql, () -> Stores.runAs(reader, "core", sql));
        }
        for (String store : List.of("person", "vault")) {
            assertForbidden(store, () -> Stores.connect("ams_" + store, reader));
        }
    }

    /** The head is the one row of the trail that the product changes: it moves on to an entry that is there, and no way else. */
    @Test
    @Tag("PCI-10.3.2")
    @Tag("TEST-AUD-10")
    void headOfTheTrail_onlyMovesOnToAnEntryThatIsThere() throws Exception {
        for (String sql : List.of(
                "update audit_head set seq = seq - 1, hash = (select prev_hash from audit_event order by seq desc limit 1)",
                "update audit_head set seq = seq + 1",
                "update audit_head set hash = sha256('other')")) {
            SQLException refused =
                    assertThrows(SQLException.class, () -> Stores.runAs("ams_core_app", "core", sql), sql);
            assertEquals("23514", refused.getSQLState(), sql);
        }
    }

    /** Not even the owner changes the trail by mistake: he has to take the guard away first. */
    @Test
    @Tag("PCI-10.3.2")
    @Tag("TEST-AUD-10")
    void ownerOfTheStore_doesNotChangeTheTrailByMistake() throws Exception {
        for (String sql :
                List.of("update audit_event set actor = 'nobody'", "delete from audit_event", "truncate audit_event")) {
            assertForbidden(sql, () -> Stores.runAs("ams_core_owner", "core", sql));
            assertForbidden(sql, () -> Stores.run("core", sql));
        }
    }

    @Test
    @Tag("PCI-10.3.2")
    @Tag("TEST-AUD-10")
    void auditTrailAndLedger_cannotBeRewrittenByTheProduct() throws Exception {
        for (String sql :
                List.of("update audit_event set actor = 'nobody'", "delete from audit_event", "truncate audit_event")) {
            assertForbidden(sql, () -> Stores.runAs("ams_core_app", "core", sql));
        }
        for (String sql : List.of(
                "update custody_entry set operation = 'EDITED'", "update custody_entry set by_staff = 'S-99'")) {
            assertForbidden(sql, () -> Stores.runAs("ams_vault_app", "vault", sql));
        }
    }

    @Test
    @Tag("PCI-3.3.1")
    @Tag("P16")
    void noColumn_isMadeForAVerificationCode() throws SQLException {
        for (String store : Stores.ALL) {
            assertEquals(
                    List.of(),
                    Stores.column(
                            store,
                            "select table_name || '.' || column_name from information_schema.columns where"
                                    + " column_name ~ '(^|_)(cvc|cvv|csc|cid|pin|track|magstripe)(_|$)' and table_schema = 'ams'"));
        }
    }

    @Test
    @Tag("P07")
    void noPersonalDatum_standsOutsideOfThePersonStore() throws Exception {
        for (String store : List.of("core", "vault")) {
            Map<String, String> columns = new TreeMap<>();
            for (String line : Stores.column(
                    store,
                    "select table_name || ' ' || string_agg(column_name, ' ' order by column_name collate \"C\")"
                            + " from information_schema.columns where table_schema = 'ams'"
                            + " and table_name <> 'flyway_schema_history' group by table_name")) {
                columns.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
            }
            assertEquals(table(COLUMNS.get(store)), columns, store);
        }
        assertEquals(
                List.of("bytea", "bytea", "bytea"),
                Stores.column(
                        "vault",
                        "select data_type from information_schema.columns where table_schema = 'ams'"
                                + " and table_name = 'card' and column_name in ('holder', 'sealed_pan', 'fingerprint')"));
    }

    @Test
    @Tag("P07")
    void nameAndAddressOfAContact_standInNoColumnAsTheyAre() throws Exception {
        Customer anna = Customer.company();
        String word = Customer.word();
        anna.addProved(Customer.contact(word), "billing");
        assertEquals(Set.of(), Set.copyOf(Residue.of(Set.of(word, anna.email()))));
    }

    @Test
    @Tag("P07")
    void inThePersonStore_whatSaysWhoSomebodyIsIsSealed() throws Exception {
        assertEquals(
                List.of(
                        "account_holder.city",
                        "account_holder.country",
                        "account_holder.name",
                        "account_holder.phone",
                        "account_holder.postcode",
                        "account_holder.street",
                        "audit_outbox.sealed",
                        "contact_person.email",
                        "contact_person.fax",
                        "contact_person.name",
                        "contact_person.pending_email",
                        "contact_person.phone_1",
                        "contact_person.phone_2",
                        "contact_person.phone_3",
                        "data_export_part.sealed",
                        "email_verification.email_fingerprint",
                        "email_verification.token_fingerprint",
                        "identity_verdict.reason",
                        "look.note",
                        "mail_outbox.body",
                        "mail_outbox.recipient",
                        "mail_outbox.subject",
                        "person_key.wrapped",
                        "search_token.token",
                        "sent_mail.address_fingerprint",
                        "sent_mail.token_fingerprint"),
                columnsOf("person", "data_type = 'bytea'"));
        assertEquals(
                List.of(
                        "audit_outbox.actor",
                        "audit_outbox.operation",
                        "audit_outbox.origin",
                        "audit_outbox.outcome",
                        "contact_person.email_state",
                        "contact_person_role.role_code",
                        "contact_request.channel",
                        "contact_request.identity_check",
                        "contact_request.operation",
                        "contact_request.state",
                        "contact_role.code",
                        "contact_role.name_en",
                        "contact_role.name_fr",
                        "data_export.reached",
                        "data_export.state",
                        "disclosure.by_staff",
                        "disclosure.data",
                        "identity_verdict.by_staff",
                        "identity_verdict.identity_check",
                        "identity_verdict.state",
                        "lease.work",
                        "look.by_staff",
                        "look.field",
                        "look.reason",
                        "look.subject",
                        "mail_outbox.state",
                        "mail_outbox.trouble",
                        "person_account.coverage",
                        "person_account.locale",
                        "purpose.data",
                        "purpose.name_en",
                        "purpose.name_fr",
                        "purpose.recipient",
                        "purpose.text_en",
                        "purpose.text_fr"),
                columnsOf("person", "data_type in ('text', 'character', 'character varying', 'json', 'jsonb')"));
    }

    private static List<String> columnsOf(String store, String condition) throws SQLException {
        return Stores.column(
                store,
                "select table_name || '.' || column_name from information_schema.columns where table_schema = 'ams'"
                        + " and table_name <> 'flyway_schema_history' and " + condition
                        + " order by table_name collate \"C\", column_name collate \"C\"");
    }

    private static Map<String, String> table(String text) {
        Map<String, String> table = new TreeMap<>();
        text.lines().map(String::strip).forEach(line -> {
            String[] parts = line.split("\\s+", 2);
            table.put(parts[0], parts[1].strip());
        });
        return table;
    }

    private static void assertForbidden(String what, Executable action) {
        SQLException refused = assertThrows(SQLException.class, action, what);
        assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSQLState(), what + ": " + refused.getMessage());
    }
}
