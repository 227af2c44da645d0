package net.korax.ams.web.customer;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import net.korax.ams.account.AccountService;
import net.korax.ams.web.support.HolderForm;
import net.korax.ams.web.support.Notices;

/** The account holder: the name, and for individuals who pay also address and phone (P06, P08). */
@Named("customerHolder")
@ViewScoped
public class HolderPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient AccountService accounts;

    @Inject
    private transient CurrentAccount current;

    private HolderForm form = new HolderForm();

    /** Reads what is stored; called once, when the page is opened. */
    public void load() {
        form = HolderForm.of(accounts.holder());
    }

    public String save() {
        accounts.changeHolder(form.details(current.isAsksForAddress()));
        Notices.done("customer", "holder.changed");
        return "/customer/data.xhtml?faces-redirect=true";
    }

    public HolderForm getForm() {
        return form;
    }
}
