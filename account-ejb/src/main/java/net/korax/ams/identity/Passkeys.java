package net.korax.ams.identity;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.InvalidSignatureCountException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.shared.Refused;

/**
 * The house as a relying party of WebAuthn. Asks authenticators, always with the user verified by PIN or body, and checks what they
 * answer: the challenge of this ceremony, the configured origin, the signature, and a count that goes forward.
 */
@Dependent
class Passkeys {

    private static final int LONGEST_ANSWER = 16_384;

    /** Attestation is asked of nobody, so these are all that an authenticator of good will sends. */
    private static final Set<String> FORMATS = Set.of("none", "packed");

    /** What an authenticator signed, read but not checked, and the passkey that it says it is. */
    record Answer(
            PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> signed,
            Passkey passkey) {}

    @Inject
    private PasskeyRepository passkeys;

    @Inject
    private RefusalLog refusals;

    /** @throws Refused {@code passkey.no-host} when the house has no host name */
    PasskeyChallenge askNew(AppUser user) {
        PublicKeyCredentialCreationOptions asked = house().startRegistration(StartRegistrationOptions.builder()
                .user(UserIdentity.builder()
                        .name(user.getUserName())
                        .displayName(user.getUserName())
                        .id(new ByteArray(user.passkeyHandle()))
                        .build())
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.PREFERRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build())
                .timeout(PasskeyCeremony.LASTS.toMillis())
                .build());
        return keep(PasskeyCeremony.Purpose.ADD, user, Json.of(asked::toJson), asked::toCredentialsCreateJson);
    }

    /**
     * @param user who is to answer; null when anybody may say who he is
     * @throws Refused {@code passkey.no-host} when the house has no host name
     */
    PasskeyChallenge ask(PasskeyCeremony.Purpose purpose, AppUser user) {
        AssertionRequest asked = house().startAssertion(StartAssertionOptions.builder()
                .username(Optional.ofNullable(user).map(AppUser::getUserName))
                .userVerification(UserVerificationRequirement.REQUIRED)
                .timeout(PasskeyCeremony.LASTS.toMillis())
                .build());
        return keep(purpose, user, Json.of(asked::toJson), asked::toCredentialsGetJson);
    }

    /** Takes a ceremony for good, whatever comes of it; empty when it was answered before, is too old or for something else. */
    @Transactional(TxType.REQUIRES_NEW)
    Optional<PasskeyCeremony> take(UUID ceremony, PasskeyCeremony.Purpose purpose) {
        return ceremony == null ? Optional.empty() : passkeys.take(ceremony).filter(taken -> taken.isFor(purpose));
    }

    /** The passkey that an answer says it is, of whomever; empty when it cannot be read, or nobody has it. */
    Optional<Answer> read(String answer) {
        if (answer == null || answer.length() > LONGEST_ANSWER) {
            return Optional.empty();
        }
        try {
            var signed = PublicKeyCredential.parseAssertionResponseJson(answer);
            return signed == null
                    ? Optional.empty()
                    : passkeys.byCredential(signed.getId()).map(passkey -> new Answer(signed, passkey));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** What an answer proves; null when it proves nothing. A count that went back leaves an event: there may be a copy of the key. */
    Credentials.Proved check(PasskeyCeremony ceremony, Answer answer) {
        try {
            AssertionResult result = house().finishAssertion(FinishAssertionOptions.builder()
                    .request(AssertionRequest.fromJson(ceremony.request()))
                    .response(answer.signed())
                    .build());
            return result.isSuccess() && result.isUserVerified()
                    ? Credentials.Proved.passkey(answer.passkey().getId(), result.getSignatureCount())
                    : null;
        } catch (InvalidSignatureCountException copied) {
            AppUser owner = answer.passkey().owner();
            refusals.refused(
                    owner.getId().toString(),
                    "passkey.copied",
                    owner.getAccountId(),
                    answer.passkey().getId());
            return null;
        } catch (AssertionFailedException refused) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The new passkey of an answer, not stored yet; empty when the answer is not to be believed. */
    Optional<Passkey> create(PasskeyCeremony ceremony, String answer, AppUser owner, String label) {
        if (answer == null || answer.length() > LONGEST_ANSWER) {
            return Optional.empty();
        }
        PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> created;
        try {
            created = PublicKeyCredential.parseRegistrationResponseJson(answer);
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        if (created == null
                || !FORMATS.contains(created.getResponse().getAttestation().getFormat())) {
            return Optional.empty();
        }
        try {
            RegistrationResult result = house().finishRegistration(FinishRegistrationOptions.builder()
                    .request(PublicKeyCredentialCreationOptions.fromJson(ceremony.request()))
                    .response(created)
                    .build());
            return Optional.of(result)
                    .filter(RegistrationResult::isUserVerified)
                    .map(made -> new Passkey(
                            owner, made.getKeyId(), made.getPublicKeyCose(), made.getSignatureCount(), label));
        } catch (RegistrationFailedException refused) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private PasskeyChallenge keep(PasskeyCeremony.Purpose purpose, AppUser user, String request, Json options) {
        PasskeyCeremony ceremony = new PasskeyCeremony(purpose, user == null ? null : user.getId(), request);
        passkeys.keep(ceremony);
        return new PasskeyChallenge(ceremony.id(), Json.of(options));
    }

    private RelyingParty house() {
        PasskeySite site = PasskeySite.configured().orElseThrow(() -> new Refused("passkey.no-host"));
        return RelyingParty.builder()
                .identity(RelyingPartyIdentity.builder()
                        .id(site.host())
                        .name("Korax AMS")
                        .build())
                .credentialRepository(passkeys)
                .origins(site.origins())
                .attestationConveyancePreference(AttestationConveyancePreference.NONE)
                .build();
    }

    /** Something of the library that writes itself as JSON. */
    @FunctionalInterface
    private interface Json {
        String write() throws IOException;

        static String of(Json json) {
            try {
                return json.write();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
