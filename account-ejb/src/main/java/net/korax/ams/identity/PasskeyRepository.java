package net.korax.ams.identity;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.shared.Time;

/** Passkeys in {@code ams_core}, as the WebAuthn library asks for them. */
@Dependent
class PasskeyRepository implements CredentialRepository {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    EntityManager store() {
        return core;
    }

    Optional<Passkey> byCredential(ByteArray credentialId) {
        return core.createQuery("select p from Passkey p where p.credentialId = :credential", Passkey.class)
                .setParameter("credential", credentialId.getBytes())
                .getResultStream()
                .findFirst();
    }

    /** Takes a signature for good; false when its count, or a higher one, was taken before. Some authenticators never count. */
    boolean take(Credentials.Signature signature) {
        return core.createQuery("update Passkey p set p.signatureCount = :count, p.lastUsedAt = :now where p.id = :id"
                                + " and (p.signatureCount < :count or p.signatureCount = 0 and :count = 0)")
                        .setParameter("count", signature.count())
                        .setParameter("now", Time.now())
                        .setParameter("id", signature.passkey())
                        .executeUpdate()
                == 1;
    }

    void keep(PasskeyCeremony ceremony) {
        core.createQuery("delete from PasskeyCeremony c where c.expiresAt < :now")
                .setParameter("now", Time.now())
                .executeUpdate();
        core.persist(ceremony);
    }

    /** Takes a ceremony away for good; empty when it was taken before. */
    Optional<PasskeyCeremony> take(UUID ceremony) {
        PasskeyCeremony found = core.find(PasskeyCeremony.class, ceremony);
        boolean taken = core.createQuery("delete from PasskeyCeremony c where c.id = :id")
                        .setParameter("id", ceremony)
                        .executeUpdate()
                == 1;
        return Optional.ofNullable(found).filter(any -> taken);
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String userName) {
        return user("userName", userName).map(AppUser::passkeys).orElse(Set.of()).stream()
                .map(Passkey::descriptor)
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String userName) {
        return user("userName", userName).map(AppUser::passkeyHandle).map(ByteArray::new);
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray handle) {
        return user("passkeyHandle", handle.getBytes()).map(AppUser::getUserName);
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray handle) {
        return byCredential(credentialId)
                .map(Passkey::registered)
                .filter(registered -> registered.getUserHandle().equals(handle));
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
        return byCredential(credentialId).map(Passkey::registered).stream().collect(Collectors.toSet());
    }

    private Optional<AppUser> user(String property, Object value) {
        return core.createQuery("select u from AppUser u where u." + property + " = :value", AppUser.class)
                .setParameter("value", value)
                .getResultStream()
                .findFirst();
    }
}
