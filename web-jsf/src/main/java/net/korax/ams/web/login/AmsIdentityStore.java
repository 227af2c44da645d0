package net.korax.ams.web.login;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import net.korax.ams.identity.Busy;
import net.korax.ams.identity.SignInResult;
import net.korax.ams.identity.SignInService;

/** Answers the container from {@link SignInService}; the groups are the roles, named exactly so. */
@ApplicationScoped
public class AmsIdentityStore implements IdentityStore {

    @EJB
    private SignInService signIn;

    @Inject
    private SignInAnswer answer;

    @Override
    public CredentialValidationResult validate(Credential credential) {
        SignInResult result;
        try {
            if (credential instanceof AmsCredential typed) {
                result = signIn.signIn(typed.userName(), typed.password(), typed.totp(), typed.audience());
            } else if (credential instanceof CodeCredential typed) {
                result = signIn.withCode(typed.user(), typed.code(), typed.audience());
            } else if (credential instanceof PasskeyCredential given) {
                result = signIn.withPasskey(given.ceremony(), given.answer(), given.audience());
            } else {
                return CredentialValidationResult.NOT_VALIDATED_RESULT;
            }
        } catch (Busy turnedAway) {
            answer.remember(turnedAway);
            return CredentialValidationResult.INVALID_RESULT;
        }
        answer.remember(result);
        return result.isAccepted()
                ? new CredentialValidationResult(result.principal(), result.roles())
                : CredentialValidationResult.INVALID_RESULT;
    }
}
