package net.korax.ams.account;

import java.util.UUID;
import java.util.function.Consumer;
import net.korax.ams.person.PersonSeal;

/** Accounts and holders of samples. */
public final class SampleAccount {

    private SampleAccount() {}

    /** An account that was opened. */
    public static UUID open(String number, AccountKind kind, ServiceKind service, Consumer<Object> rows) {
        Account account = new Account(number, kind, service);
        account.activate();
        rows.accept(account);
        return account.getId();
    }

    /** The account where its people are. */
    public static void people(UUID accountId, String locale, Consumer<Object> rows) {
        PersonAccount account = new PersonAccount(accountId, locale);
        account.coverageKept();
        rows.accept(account);
    }

    public static void holder(UUID accountId, HolderDetails details, PersonSeal.Opened seal, Consumer<Object> rows) {
        rows.accept(new AccountHolder(accountId, details, seal));
    }
}
