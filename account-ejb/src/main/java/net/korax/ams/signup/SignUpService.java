package net.korax.ams.signup;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.account.Account;
import net.korax.ams.account.Accounts;
import net.korax.ams.card.Cards;
import net.korax.ams.identity.UserName;
import net.korax.ams.identity.Users;
import net.korax.ams.shared.Refused;

/**
 * Opens an account (P04 to P06, P14). Either everything is there afterwards, the verification mail queued, or nothing is: a
 * failing step undoes those before it.
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SignUpService {

    @Inject
    private Users users;

    @Inject
    private Accounts accounts;

    @Inject
    private PersonOpening person;

    @Inject
    private Cards cards;

    @Inject
    private Undoing undoing;

    /** Whether nobody has this name yet; asked while the form is filled in. */
    @PermitAll
    public boolean isFree(UserName userName) {
        return users.isFree(userName);
    }

    /** Whether a card can be taken in now; not while custody is sealed. */
    @PermitAll
    public boolean takesCards() {
        return !cards.isSealed();
    }

    /**
     * Opens the account.
     *
     * @return its number
     * @throws Refused {@code user-name.taken}, {@code password.*}, {@code card.not-for-free} or what a value refuses
     */
    @PermitAll
    public String signUp(NewAccount wanted) {
        wanted.holder().checkFor(wanted.kind(), wanted.service());
        if (wanted.card() != null) {
            if (!wanted.service().takesCards()) {
                throw new Refused("card.not-for-free");
            }
            wanted.card().expiry().checkNotPast();
        }
        String passwordHash = users.hash(wanted.password(), wanted.userName());
        if (!users.isFree(wanted.userName())) {
            users.countTaken();
            throw new Refused("user-name.taken");
        }
        Account account = accounts.open(wanted.kind(), wanted.service());
        UUID id = account.getId();
        try {
            String actor = users.open(id, wanted.userName(), passwordHash, wanted.locale())
                    .toString();
            person.open(id, wanted, actor);
            if (wanted.card() != null) {
                cards.addAtSignUp(id, wanted.card().expiry(), wanted.card().holder(), actor);
            }
            accounts.activate(id);
            return account.getNumber();
        } catch (RuntimeException e) {
            undoing.undo(id);
            if (!users.isFree(wanted.userName())) {
                // Somebody took the name between the question and the writing.
                throw new Refused("user-name.taken");
            }
            throw e;
        }
    }
}
