package net.korax.ams.web.customer;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.account.Account;
import net.korax.ams.account.AccountService;

/** The account of the customer who is signed in, read once a request. */
@Named
@RequestScoped
public class CurrentAccount {

    @Inject
    private AccountService accounts;

    private Account account;

    private Account account() {
        if (account == null) {
            account = accounts.mine();
        }
        return account;
    }

    public String getNumber() {
        return account().getNumber();
    }

    /** Whether this account has billing, and so cards and orders (P04). */
    public boolean isTakesCards() {
        return account().getService().takesCards();
    }

    /** Whether the holder's address and phone belong to this account (P06). */
    public boolean isAsksForAddress() {
        return account().getService().asksForAddress(account().getKind());
    }

    public Account getDetails() {
        return account();
    }
}
