package net.korax.ams.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
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
            erasure             INSERT SELECT UPDATE
            factor_change       DELETE INSERT SELECT UPDATE
            invitation          DELETE INSERT SELECT
            known_device        DELETE INSERT SELECT UPDATE
            origin_count        DELETE INSERT SELECT UPDATE
            passkey             DELETE INSERT SELECT UPDATE
            passkey_ceremony    DELETE INSERT SELECT
            past_password       DELETE INSERT SELECT
            password_reset      DELETE INSERT SELECT UPDATE
            recovery_code       DELETE INSERT SELECT UPDATE
            service_offer       INSERT SELECT UPDATE
            service_order       DELETE INSERT SELECT UPDATE
            sign_in_attempt     DELETE INSERT SELECT UPDATE
            user_role           DELETE INSERT SELECT
            visit               DELETE INSERT SELECT UPDATE
            """, "person", """
            account_holder      DELETE INSERT SELECT UPDATE
            audit_outbox        DELETE INSERT SELECT
            contact_person      DELETE INSERT SELECT UPDATE
            contact_person_role DELETE INSERT SELECT
            contact_request     DELETE INSERT SELECT UPDATE
            contact_role        INSERT SELECT UPDATE
            email_verification  DELETE INSERT SELECT UPDATE
            mail_outbox         DELETE INSERT SELECT UPDATE
            person_account      DELETE INSERT SELECT UPDATE
            person_key          DELETE INSERT SELECT UPDATE
            search_token        DELETE INSERT SELECT
            """, "vault", """
            audit_outbox        DELETE INSERT SELECT
            card                DELETE INSERT SELECT UPDATE
            card_key            DELETE INSERT SELECT UPDATE
            card_request        DELETE INSERT SELECT UPDATE
            charge              DELETE INSERT SELECT UPDATE
            custody_entry       DELETE INSERT SELECT
            custody_server      DELETE INSERT SELECT UPDATE
            key_version         INSERT SELECT UPDATE
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
            kek_version last_day last_sign_in_at leaving_reason locale passkey_handle password_hash staff_number status \
            totp_last_step totp_pending totp_sealed user_name user_name_key version
