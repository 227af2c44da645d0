package net.korax.ams.account;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.Users;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.LookGround;
import net.korax.ams.person.LookLog;
import net.korax.ams.person.Looker;
import net.korax.ams.person.SearchIndex;
import net.korax.ams.shared.FreeText;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/**
 * How staff find an account: by its number, its holder's name or, for a reason, an exact e-mail address. What is found is masked; no
 * list here holds an e-mail address (P02).
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AccountSearchService {

    /**
     * An account as staff see it.
     *
     * @param holder the holder's name, masked: first letters only
     */
    public record FoundAccount(
            UUID id, String number, AccountKind kind, ServiceKind service, Account.Status status, String holder) {}

    @Inject
    private AccountRepository accounts;

    @Inject
    private HolderRepository holders;

    @Inject
    private SearchIndex index;

    @Inject
    private LookLog looks;

    @Inject
    private Users users;

    @Inject
    private Caller caller;

    @Inject
    private RefusalLog refusals;

    /**
     * At most fifty accounts, by number. Finding nothing is an empty list.
     *
     * @throws InvalidValue {@code search.*}, {@code text.card-number}; {@code search.address} for an e-mail address, which takes a reason
     */
    @RolesAllowed(Roles.STAFF)
    public List<FoundAccount> find(String typed) {
        String query = FreeText.optional(typed, 254, "search").orElse("");
        if (query.length() < 2) {
            throw new InvalidValue("search.too-short");
        }
        if (query.matches("(?i)k\\d{4,12}")) {
            return masked(accounts.byNumber(query).stream().toList());
        }
        if (query.contains("@")) {
            throw new InvalidValue("search.address");
        }
        return masked(accounts.all(index.findByName(query)));
    }

    /**
     * Accounts that have exactly this address, by number. The search is a look at who has it: remembered, read by each customer who was
     * found, and counted even when it finds nobody.
     *
     * @throws Refused {@code look.too-many}; trying leaves an event
     */
    @RolesAllowed(Roles.STAFF)
    public List<FoundAccount> findByEmail(EmailAddress address, LookGround ground) {
        List<UUID> ids = index.findByEmail(address);
        looks.rememberSearch(new Looker(caller.userId(), users.staffNumber(caller.userId())), ids, ground);
        return masked(accounts.all(ids));
    }

    /** @throws NotFound when there is no such account, or it is closed; looking for it leaves an event */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public FoundAccount get(UUID id) {
        try {
            return masked(List.of(accounts.get(id))).get(0);
        } catch (NotFound e) {
            refusals.refused(caller.actor(), "account.view", null, id);
            throw e;
        }
    }

    /** Numbers of accounts by id, for lists; an account that is closed or was never there is left out. */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public Map<UUID, String> numbers(Set<UUID> ids) {
        return accounts.all(ids).stream()
                .filter(account -> account.getNumber() != null)
                .collect(Collectors.toMap(Account::getId, Account::getNumber));
    }

    /** Whoever is closed, or erased meanwhile, has no name any more. */
    private List<FoundAccount> masked(List<Account> found) {
        Map<UUID, HolderName> names = holders.names(found.stream()
                .filter(account -> account.getStatus() != Account.Status.CLOSED)
                .map(Account::getId)
                .toList());
        return found.stream()
                .map(account -> new FoundAccount(
                        account.getId(),
                        account.getNumber(),
                        account.getKind(),
                        account.getService(),
                        account.getStatus(),
                        Optional.ofNullable(names.get(account.getId()))
                                .map(HolderName::masked)
                                .orElse("")))
                .toList();
    }
}
