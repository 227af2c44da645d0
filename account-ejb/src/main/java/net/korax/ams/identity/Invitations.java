package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/** Invitations in {@code ams_core}, and the short transaction in which one becomes a member of staff. */
@Dependent
class Invitations {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @Inject
    private UserRepository users;

    @Inject
    private FirstOperator first;

    @Inject
    private AuditTrail trail;

    /** Those whose links work, the latest first. */
    List<Invitation> open() {
        return core.createQuery("select i from Invitation i order by i.invitedAt desc", Invitation.class)
                .getResultStream()
                .filter(Invitation::isOpen)
                .toList();
    }

    /** Keeps one, in the place of one under the same name that nobody can use any more. */
    void keep(Invitation invitation, String key) {
        core.createQuery("delete from Invitation i where i.userNameKey = :key")
                .setParameter("key", key)
                .executeUpdate();
        core.persist(invitation);
    }

    Optional<Invitation> find(UUID id) {
        return Optional.ofNullable(core.find(Invitation.class, id));
    }

    void forget(Invitation invitation) {
        core.remove(invitation);
    }

    /** The links for a member of staff, and those that he has handed out. */
    void forgetOf(UUID member) {
        core.createQuery("delete from Invitation i where i.userId = :member or i.invitedBy = :member")
                .setParameter("member", member)
                .executeUpdate();
    }

    void forgetOver() {
        core.createQuery("delete from Invitation i where i.expiresAt <= :now")
                .setParameter("now", Time.now())
                .executeUpdate();
    }

    /** The invitation of a link that would work now. */
    @Transactional
    Optional<Invitation> ofToken(String token) {
        return core.createQuery("select i from Invitation i where i.tokenFingerprint = :token", Invitation.class)
                .setParameter("token", Invitation.fingerprint(token))
                .getResultStream()
                .findFirst()
                .filter(Invitation::isOpen);
    }

    /**
     * Uses the link up; who has it is a member of staff from now on.
     *
     * @param userName of the first operator; anybody else has his by the invitation
     * @throws Refused {@code enrol.late} when it works no more, {@code user-name.taken}
     */
    @Transactional
    void accept(String token, UserName userName, String passwordHash, SealedFactor factor, long provedStep) {
        users.holdStaff();
        Invitation invitation = ofToken(token).orElse(null);
        AppUser member;
        if (invitation == null) {
            if (!first.has(token)) {
                throw new Refused("enrol.late");
            }
            member = newMember(userName, passwordHash, factor, Set.of(Roles.OPERATOR));
        } else {
            core.remove(invitation);
            core.flush();
            if (invitation.userId() == null) {
                UserName name = new UserName(invitation.getUserName());
                member = newMember(name, passwordHash, factor, invitation.getRoles());
            } else {
                member = users.get(invitation.userId());
                users.rememberPassword(member.getId(), member.passwordHash(), PasswordChanges.REMEMBERED);
                member.enrolAgain(passwordHash, factor.dek(), factor.sealed());
                users.replaceRecoveryCodes(member.getId(), List.of());
            }
        }
        member.provedFactor(provedStep);
        users.forgetFailures(Credentials.fingerprint(member.userNameKey()));
        trail.record(core, AuditEntry.done(member.getId().toString(), "staff.enrol", null, member.getId()));
    }

    private AppUser newMember(UserName userName, String passwordHash, SealedFactor factor, Set<String> roles) {
        if (!users.isFree(userName.key())) {
            throw new Refused("user-name.taken");
        }
        AppUser member = AppUser.staff(
                factor.owner(), users.nextStaffNumber(), userName, passwordHash, factor.dek(), factor.sealed(), roles);
        core.persist(member);
        return member;
    }
}
