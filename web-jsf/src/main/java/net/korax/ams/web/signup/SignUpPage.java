package net.korax.ams.web.signup;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.card.CardholderName;
import net.korax.ams.card.Expiry;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.identity.UserName;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PersonName;
import net.korax.ams.shared.Refused;
import net.korax.ams.signup.NewAccount;
import net.korax.ams.signup.SignUpService;
import net.korax.ams.web.support.HolderForm;
import net.korax.ams.web.support.PanField;
import net.korax.ams.web.support.Preferences;
import net.korax.ams.web.support.Refusals;
import net.korax.ams.web.support.Texts;

/**
 * Opening an account in steps: what for, who, log-in and card, done. What was typed stays when one goes back and forth, except
 * for password and card number: both are typed in the last step and sent once, so that nothing holds them between two requests.
 */
@Named("signUp")
@ViewScoped
public class SignUpPage implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The steps in their order. */
    public enum Step {
        WHAT_FOR,
        WHO,
        LOG_IN,
        DONE
    }

    @Inject
    private transient SignUpService service;

    @Inject
    private transient Refusals refusals;

    @Inject
    private transient Preferences preferences;

    private Step step = Step.WHAT_FOR;
    private ServiceKind serviceKind = ServiceKind.WEB_HOSTING;
    private AccountKind accountKind = AccountKind.COMPANY;
    private final HolderForm holder = new HolderForm();
    private PersonName personName;
    private EmailAddress email;
    private UserName userName;
    private Expiry expiry;
    private CardholderName cardholder;
    private String number;
    private transient String password;
    private transient String repeated;

    public void chooseWhatFor() {
        step = Step.WHO;
    }

    public void chooseWho() {
        holderDetails();
        step = Step.LOG_IN;
    }

    public void back() {
        step = Step.values()[Math.max(0, step.ordinal() - 1)];
    }

    /** Opens the account; refusals stand at their fields and everything but password and card number stays. */
    public void open() {
        if (!Objects.equals(password, repeated)) {
            refusals.show(new Refused("password.repeated"), "repeated");
            return;
        }
        boolean cardTyped = isTakesCards() && panField().isFilled();
        if (cardTyped && (expiry == null || cardholder == null)) {
            refusals.show(
                    new Refused(expiry == null ? "expiry.required" : "cardholder.required"),
                    expiry == null ? "expiry" : "cardholder");
            return;
        }
        if (isTakesCards() && !cardTyped && (expiry != null || cardholder != null)) {
            refusals.show(new Refused("pan.required"), "pan");
            return;
        }
        number = service.signUp(new NewAccount(
                serviceKind,
                accountKind,
                holderDetails(),
                new ContactDetails(
                        personName, email, isAsksForAddress() ? List.of(holder.getPhone()) : List.of(), null),
                userName,
                password,
                cardTyped ? new NewAccount.NewCard(expiry, cardholder) : null,
                preferences.getLanguage()));
        step = Step.DONE;
    }

    /** Of a company under its own name; an individual is the holder himself. */
    private HolderDetails holderDetails() {
        HolderName name = isCompany() ? holder.getName() : new HolderName(personName.value());
        return holder.details(name, isAsksForAddress());
    }

    private static PanField panField() {
        return (PanField) FacesContext.getCurrentInstance().getViewRoot().findComponent("form:pan");
    }

    public List<String> getStepLabels() {
        return Arrays.stream(Step.values())
                .map(any -> Texts.get("public", "sign-up.step." + any.name()))
                .toList();
    }

    public Step getStep() {
        return step;
    }

    public boolean isCompany() {
        return accountKind == AccountKind.COMPANY;
    }

    public boolean isAsksForAddress() {
        return serviceKind.asksForAddress(accountKind);
    }

    public boolean isTakesCards() {
        return serviceKind.takesCards();
    }

    /** Whether custody is sealed, so that a card would be refused. */
    public boolean isSealed() {
        return !service.takesCards();
    }

    public List<ServiceKind> getServiceKinds() {
        return List.of(ServiceKind.values());
    }

    public List<AccountKind> getAccountKinds() {
        return List.of(AccountKind.COMPANY, AccountKind.INDIVIDUAL);
    }

    public ServiceKind getServiceKind() {
        return serviceKind;
    }

    public void setServiceKind(ServiceKind serviceKind) {
        this.serviceKind = serviceKind;
    }

    public AccountKind getAccountKind() {
        return accountKind;
    }

    public void setAccountKind(AccountKind accountKind) {
        this.accountKind = accountKind;
    }

    public HolderForm getHolder() {
        return holder;
    }

    public PersonName getPersonName() {
        return personName;
    }

    public void setPersonName(PersonName personName) {
        this.personName = personName;
    }

    public EmailAddress getEmail() {
        return email;
    }

    public void setEmail(EmailAddress email) {
        this.email = email;
    }

    public UserName getUserName() {
        return userName;
    }

    public void setUserName(UserName userName) {
        this.userName = userName;
    }

    public Expiry getExpiry() {
        return expiry;
    }

    public void setExpiry(Expiry expiry) {
        this.expiry = expiry;
    }

    public CardholderName getCardholder() {
        return cardholder;
    }

    public void setCardholder(CardholderName cardholder) {
        this.cardholder = cardholder;
    }

    public String getPassword() {
        return null;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getRepeated() {
        return null;
    }

    public void setRepeated(String repeated) {
        this.repeated = repeated;
    }

    /** The number of the new account; null until it is open. */
    public String getNumber() {
        return number;
    }
}
