package net.korax.ams.retention;

import java.time.Duration;
import java.util.Locale;
import net.korax.ams.persistence.Store;
import net.korax.ams.shared.Configuration;

/**
 * How long a class of data is kept: rows of a table that meet a condition go so many days after a moment of theirs. The days stand here
 * as promised, and in a setting for who has to keep something longer or shorter. What has no rule is kept for as long as its account.
 */
public enum Rule {
    ORIGIN_COUNTS(Store.CORE, "origin_count", "begun_at", "true", 1),
    PASSWORD_WISHES(Store.CORE, "password_reset", "asked_at", "true", 1),
    PASSKEY_CEREMONIES(Store.CORE, "passkey_ceremony", "expires_at", "true", 1),
    SIGN_IN_ATTEMPTS(Store.CORE, "sign_in_attempt", "last_failure_at", "true", 30),
    ENDED_VISITS(Store.CORE, "visit", "ended_at", "ended_at is not null", 30),
    INVITATIONS(Store.CORE, "invitation", "expires_at", "true", 30),
    FACTOR_CHANGES(Store.CORE, "factor_change", "told_at", "told_at is not null", 90),
    RETENTION_RUNS(Store.CORE, "retention_run", "begun_at", "true", 400),
    /** Thirteen months, as the farewell says. Before the tombstones, which they refer to. */
    FINISHED_ERASURES(Store.CORE, "erasure", "finished_at", "finished_at is not null", 400),
    TOMBSTONES(
            Store.CORE,
            "account",
            "closed_at",
            "status = 'CLOSED' and not exists (select 1 from erasure e where e.account_id = account.id)",
            400),
    VERIFICATION_LINKS(Store.PERSON, "email_verification", "expires_at", "true", 1),
    /** A mail server gives up after five days at the latest (RFC 5321, 4.5.4.1). */
    SENT_MAILS(Store.PERSON, "sent_mail", "sent_at", "true", 10),
    MAILS_GIVEN_UP(Store.PERSON, "mail_outbox", "queued_at", "state = 'QUARANTINED'", 30),
    /** A copy of one's own data, taken or not. */
    DATA_COPIES(Store.PERSON, "data_export", "asked_at", "true", 7),
    CONTACT_REQUESTS(Store.PERSON, "contact_request", "expires_at", "true", 400),
    /** One that was used stays as long as the customer's ledger, which names it. */
    UNUSED_CARD_REQUESTS(Store.VAULT, "card_request", "expires_at", "state <> 'USED'", 400),
    /** Ten years, as books are kept. */
    REVERSALS(Store.VAULT, "reversal", "decided_at", "decided_at is not null", 3653),
    CHARGES(
            Store.VAULT,
            "charge",
            "decided_at",
            "decided_at is not null and not exists (select 1 from reversal r where r.charge_id = charge.id)",
            3653),
    /** Of free services that nobody signs in to any more (P04); warned first, see {@link Disuse}. */
    FREE_ACCOUNTS(Store.CORE, null, null, null, 365);

    private final Store store;
    private final String table;
    private final String moment;
    private final String condition;
    private final int promised;

    Rule(Store store, String table, String moment, String condition, int promised) {
        this.store = store;
        this.table = table;
        this.moment = moment;
        this.condition = condition;
        this.promised = promised;
    }

    /** The setting that overrules the days. */
    public String setting() {
        return "ams.retention." + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-days";
    }

    /** Days unless the setting says otherwise. */
    public int promised() {
        return promised;
    }

    /** @throws IllegalStateException with one sentence when the setting is no number of days from 1 to 36 525 */
    public int days() {
        return Configuration.get(setting()).map(this::read).orElse(promised);
    }

    private int read(String text) {
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 36_525) {
            throw new IllegalStateException(
                    "The setting " + setting() + " has to be a number of days from 1 to 36525.");
        }
        return Integer.parseInt(text);
    }

    Duration span() {
        return Duration.ofDays(days());
    }

    /** Whether rows of a table go, or whole accounts. */
    boolean isOfATable() {
        return table != null;
    }

    Store store() {
        return store;
    }

    String table() {
        return table;
    }

    String moment() {
        return moment;
    }

    String countQuery() {
        return "select count(*) from " + table + " where " + condition + " and " + moment + " < ?1";
    }

    /** The oldest first; a row that changes meanwhile stays. */
    String batch() {
        return "delete from " + table + " where ctid = any (array(select ctid from " + table + " where " + condition
                + " and " + moment + " < ?1 order by " + moment + " limit ?2))";
    }
}
