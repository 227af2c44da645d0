package net.korax.ams.web.staff;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.AccountSearchService.FoundAccount;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.web.support.Refusals;

/** Finding an account. What is typed goes in a form that is posted, so that no name and no address stands in a log (P02). */
@Named("staffFind")
@RequestScoped
public class FindPage {

    @Inject
    private AccountSearchService accounts;

    @Inject
    private Refusals refusals;

    private final LookForm why = new LookForm();
    private String typed;
    private EmailAddress address;
    private List<FoundAccount> found;

    public void find() {
        try {
            found = accounts.find(typed);
        } catch (InvalidValue refused) {
            refusals.show(refused, "search");
        }
    }

    public void findByEmail() {
        found = accounts.findByEmail(address, why.ground());
    }

    /** Null until somebody has searched. */
    public List<FoundAccount> getFound() {
        return found;
    }

    public LookForm getWhy() {
        return why;
    }

    public EmailAddress getAddress() {
        return address;
    }

    public void setAddress(EmailAddress address) {
        this.address = address;
    }

    public String getTyped() {
        return typed;
    }

    public void setTyped(String typed) {
        this.typed = typed;
    }
}
