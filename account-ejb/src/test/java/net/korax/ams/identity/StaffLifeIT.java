package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.card.CardRequest;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.container.CardUses;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Race;
import net.korax.ams.container.Residue;
import net.korax.ams.container.SignedIn;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.identity.StaffService.StaffMember;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Time;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How members of staff come, change and go, and who says so: PCI 7.2 and 8.2. */
class StaffLifeIT extends ContainerTest {

    private static final StaffRoles CLERK = new StaffRoles(Set.of(Roles.STAFF));
    private static final StaffRoles CUSTODIAN = new StaffRoles(Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN));

    @Inject
    private StaffService staff;

    @Inject
    private EnrolmentService enrolment;

    @Inject
    private TrustService trust;

    @Inject
    private AccessReviewService reviews;

    @Inject
    private SignInService signIn;

    @Inject
    private VisitService visits;

    @Inject
    private VisitLedger ledger;

    @Inject
    private LiveTrust live;

    @Inject
    private ChargeService charges;

    @Inject
    private Leavers leavers;

    @Inject
    private Users steps;

    @Inject
    private ProviderLinks links;

    @Inject
    private UserRepository users;

    private SignedIn olga;
    private SignedIn otto;

    /** Somebody of this test alone. */
    private static final class Member extends SignedIn {
        Member(UUID user, String... roles) {
            super(user.toString(), Set.of(roles));
        }
    }

    @BeforeEach
    void operatorsHaveJustSignedIn() throws Exception {
        olga = visiting(Staff.operator());
        otto = visiting(Staff.secondOperator());
    }

    @Test
    @Tag("PCI-8.2.4")
    @Tag("PCI-8.3.5")
    @Tag("P18")
    void link_makesANamedLogInOnce_withTheRolesOfTheInvitation() throws Exception {
        String name = Customer.word();
        String token = token(olga.gets(() -> staff.invite(new UserName(name), CLERK)));
        assertEquals(0, Stores.count("core", "app_user where user_name = '" + name + "'"), "no log-in before");
        assertEquals(name, enrolment.offer(token).userName());
        assertEquals(Set.of(Roles.STAFF), enrolment.offer(token).roles());
        SealedFactor factor = enrolment.draw(token);
        byte[] secret = Totp.fromBase32(enrolment.show(token, factor).base32());

        assertRefused("password.too-short", () -> enrolment.enrol(token, null, "short", code(secret, 0), factor));
        assertRefused(
                "password.letters-and-digits",
                () -> enrolment.enrol(token, null, "lantern harbour", code(secret, 0), factor));
        assertRefused("code.wrong", () -> enrolment.enrol(token, null, Customer.PASSWORD, "000000", factor));
        assertRefused("code.wrong", () -> enrolment.enrol(token, null, Customer.PASSWORD, null, factor));
        enrolment.enrol(token, null, Customer.PASSWORD, code(secret, 0), factor);

        assertFalse(signs(name, code(secret, 0)).isAccepted(), "the code that proved it is used up");
        assertEquals(Set.of(Roles.STAFF), signs(name, code(secret, 1)).roles());
        assertRefused("enrol.late", () -> enrolment.offer(token));
        assertRefused("enrol.late", () -> enrolment.enrol(token, null, Customer.PASSWORD, code(secret, 1), factor));
        StaffMember member = member(name);
        assertTrue(member.staffNumber().matches("S-\\d+"), member.staffNumber());
        assertNull(member.employment().getLastSignInAt());
        assertEquals(1, trail("staff.enrol", member.id()));
    }

    @Test
    @Tag("PCI-8.3.5")
    void linkOfThreeDaysAgo_withdrawnOnes_andGuessedOnes_openNothing() throws Exception {
        String name = Customer.word();
        String late = token(olga.gets(() -> staff.invite(new UserName(name), CLERK)));
        Stores.run("core", "update invitation set expires_at = now() where user_name = '" + name + "'");
        assertRefused("enrol.late", () -> enrolment.offer(late));

        String again = token(olga.gets(() -> staff.invite(new UserName(name), CLERK)));
        assertRefused("enrol.late", () -> enrolment.offer(late));
        UUID invitation = invitation(name);
        otto.does(() -> staff.withdraw(invitation));
        assertRefused("enrol.late", () -> enrolment.offer(again));
        assertThrows(NotFound.class, () -> olga.does(() -> staff.withdraw(invitation)));
        for (String guessed : new String[] {null, "", PasswordReset.drawToken(), "x".repeat(5000)}) {
            assertRefused("enrol.late", () -> enrolment.offer(guessed));
        }
    }

    @Test
    @Tag("PCI-8.2.5")
    void logInOfTheProvider_isOfOneMember_neverOfACustomer_andGoesWhenHeIsDisabled() throws Exception {
        byte[] logIn = new SignInProvider("https://id.example.com", "ams", "Example ID").fingerprint(Customer.word());
        UUID one = enrol(Customer.word(), Roles.STAFF);
        UUID other = enrol(Customer.word(), Roles.STAFF);
        new Member(one, Roles.STAFF).does(() -> links.link(one, logIn));
        assertEquals(one, users.byProvider(logIn).orElseThrow().getId());
        assertThrows(Exception.class, () -> new Member(other, Roles.STAFF).does(() -> links.link(other, logIn)));
        assertThrows(
                SQLException.class,
                () -> Stores.run(
                        "core",
                        "update app_user set provider_fingerprint = 'x' where id in"
                                + " (select id from app_user where audience = 'CUSTOMER' limit 1)"));

        olga.does(() -> staff.disable(one, "Left the company", null));
        assertTrue(users.byProvider(logIn).isEmpty());
        assertEquals(1, trail("provider.link", one));
    }

    @Test
    void token_isNowhereInTheStores() throws Exception {
        String token = token(olga.gets(() -> staff.invite(new UserName(Customer.word()), CLERK)));
        assertEquals(List.of(), List.copyOf(Residue.of(List.of(token))));
    }

    @Test
    void eachPageOfALink_hasASecondFactorOfItsOwn() throws Exception {
        String token = token(olga.gets(() -> staff.invite(new UserName(Customer.word()), CLERK)));
        String first = enrolment.show(token, enrolment.draw(token)).base32();
        assertNotEquals(first, enrolment.show(token, enrolment.draw(token)).base32());
    }

    /** One name, one person: there is no way to a second log-in under a name that looks like another's. */
    @Test
    @Tag("PCI-8.2.1")
    @Tag("PCI-8.2.2")
    void nameThatSomebodyHas_orIsInvitedUnder_orThatLooksLikeIt_isRefused() throws Exception {
        for (String taken : List.of("stella", "STELLA", "St\u0435lla", "ste1la")) {
            assertRefused("user-name.taken", () -> olga.does(() -> staff.invite(new UserName(taken), CLERK)));
        }
        String name = Customer.word();
        olga.does(() -> staff.invite(new UserName(name), CLERK));
        assertRefused("user-name.taken", () -> otto.does(() -> staff.invite(new UserName(name.toUpperCase()), CLERK)));
        assertRefused(
                "user-name.taken", () -> Customer.open(Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, name)));
    }

    @Test
    void enrolmentUnderANameThatWasTakenMeanwhile_isRefused() throws Exception {
        String name = Customer.word();
        String token = token(olga.gets(() -> staff.invite(new UserName(name), CLERK)));
        enrol(name, Roles.AUDITOR);
        SealedFactor factor = enrolment.draw(token);
        byte[] secret = Totp.fromBase32(enrolment.show(token, factor).base32());
        assertRefused(
                "user-name.taken", () -> enrolment.enrol(token, null, Customer.PASSWORD, code(secret, 0), factor));
    }

    @Test
    void whereStaffIs_theTokenOfTheFirstOperatorOpensNothing() throws Exception {
        String token = PasswordReset.drawToken();
        Path file = Files.createTempFile("first-operator", ".token");
        Files.writeString(file, token);
        System.setProperty("ams.first-operator-token-file", file.toString());
        try {
            assertRefused("enrol.late", () -> enrolment.offer(token));
            assertRefused("enrol.late", () -> enrolment.draw(token));
        } finally {
            System.clearProperty("ams.first-operator-token-file");
            Files.delete(file);
        }
    }

    @Test
    void rightsAreGivenOut_byWhoHasJustProvedWhoHeIs() throws Exception {
        UUID member = enrol(Customer.word(), Roles.STAFF);
        Stores.run(
                "core",
                "update visit set begun_at = now() - interval '1 hour', proved_at = now() - interval '11 minutes'"
                        + " where user_id = '" + olga.user() + "'");
        assertRefused("proof.needed", () -> olga.does(() -> staff.invite(new UserName(Customer.word()), CLERK)));
        assertRefused("proof.needed", () -> olga.does(() -> staff.changeRoles(member, CUSTODIAN)));
        otto.does(() -> staff.disable(member, "A test", null));
        assertRefused("proof.needed", () -> olga.does(() -> staff.inviteAgain(member)));
    }

    @Test
    @Tag("PCI-8.2.4")
    void changedRoles_endTheVisitsOfTheMember_andTrustWithTheRole() throws Exception {
        UUID member = enrol(Customer.word(), Roles.STAFF, Roles.CARD_CUSTODIAN);
        trusted(member);
        VisitToken visit = new Member(member, Roles.STAFF).gets(() -> visits.begin("it", SecondFactor.TOTP, null));
        assertEquals(
                Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN),
                ledger.recognise(visit).orElseThrow().roles());
        olga.does(() -> staff.changeRoles(member, CLERK));
        assertTrue(ledger.recognise(visit).isEmpty());
        assertEquals(
                1, Stores.count("core", "visit where end_reason = 'ROLES_CHANGED' and user_id = '" + member + "'"));
        assertNull(member(member).trust());
        assertEquals(1, trail("staff.roles", member));
        assertEquals(1, trail("trust.end", member));

        olga.does(() -> staff.changeRoles(member, CUSTODIAN));
        assertNull(member(member).trust(), "the role alone brings no trust back");
        olga.does(() -> staff.changeRoles(member, CUSTODIAN));
        assertEquals(2, trail("staff.roles", member), "what is so already is no change");
    }

    @Test
    @Tag("PCI-7.2.2")
    void nobodyChangesHimself_andTryingIsRecorded() throws Exception {
        UUID self = olga.user();
        assertRefused("staff.oneself", () -> olga.does(() -> staff.changeRoles(self, CUSTODIAN)));
        assertRefused("staff.oneself", () -> olga.does(() -> staff.disable(self, "Tired", null)));
        assertRefused("staff.oneself", () -> olga.does(() -> staff.stay(self)));
        assertRefused("staff.oneself", () -> olga.does(() -> reviews.keep(self)));
        assertRefused("staff.oneself", () -> olga.does(() -> reviews.disable(self)));
        for (String operation :
                List.of("staff.roles", "staff.disable", "staff.stay", "review.keep", "review.disable")) {
            assertTrue(Trail.refusals(olga, operation, self) > 0, operation);
        }
        assertEquals(Set.of(Roles.OPERATOR), member("olga").roles());
    }

    @Test
    void customers_areNoStaff() throws Exception {
        UUID customer = Customer.free().user();
        for (SignedIn.Action action : List.<SignedIn.Action>of(
                () -> staff.changeRoles(customer, CLERK),
                () -> staff.disable(customer, "A test", null),
                () -> staff.inviteAgain(customer))) {
            assertThrows(NotFound.class, () -> olga.does(action));
        }
    }

    @Test
    @Tag("PCI-8.2.5")
    void disabledMember_losesVisitsTrustAndLinks_andKeepsHisNameAndNumber() throws Exception {
        String name = Customer.word();
        UUID id = enrol(name, Roles.STAFF, Roles.CARD_CUSTODIAN);
        trusted(id);
        Member member = new Member(id, Roles.STAFF, Roles.CARD_CUSTODIAN);
        VisitToken visit = member.gets(() -> visits.begin("it", SecondFactor.TOTP, null));
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID request = CardUses.record(anna, card, CardRequest.Operation.CHARGE, CardUses.PRICE);
        String number = member(id).staffNumber();
        Stores.run(
                "core",
                "insert into passkey values (gen_random_uuid(), '" + id
                        + "', decode(md5(random()::text), 'hex'), '\\x00', 0, '', '\\x00', now(), null)");

        olga.does(() -> staff.disable(id, "Left in a hurry", null));
        assertEquals(0, Stores.count("core", "passkey where user_id = '" + id + "'"));
        assertTrue(ledger.recognise(visit).isEmpty());
        assertRefused("trust.ended", () -> member.does(() -> live.require(anna.account(), card)));
        assertRefused("trust.ended", () -> member.does(() -> charges.charge(request, CardUses.PRICE)));
        assertEquals(
                1,
                Stores.count("vault", "card_request where state = 'OPEN' and id = '" + request + "'"),
                "somebody else may carry it out");
        StaffMember gone = member(id);
        assertFalse(gone.active());
        assertNull(gone.trust());
        assertEquals("Left in a hurry", gone.employment().getLeavingReason());
        assertEquals(Employment.Ending.DISABLED, gone.employment().getEnding());
        assertEquals(number, gone.staffNumber());
        assertRefused("user-name.taken", () -> olga.does(() -> staff.invite(new UserName(name), CLERK)));
        String newest = enrolled(Customer.word()).staffNumber();
        assertNotEquals(number, newest, "no number is given twice");
        assertEquals(1, trail("staff.disable", id));
    }

    @Test
    void linksThatADisabledOperatorHasHandedOut_openNothing() throws Exception {
        UUID id = enrol(Customer.word(), Roles.OPERATOR);
        SignedIn operator = visiting(new Member(id, Roles.OPERATOR));
        String token = token(operator.gets(() -> staff.invite(new UserName(Customer.word()), CLERK)));
        enrolment.offer(token);
        olga.does(() -> staff.disable(id, "A test", null));
        assertRefused("enrol.late", () -> enrolment.offer(token));
    }

    @Test
    @Tag("PCI-8.2.4")
    void enabledAgain_takesANewPasswordAndANewSecondFactor() throws Exception {
        String name = Customer.word();
        byte[] old = Totp.newSecret();
        UserName userName = new UserName(name);
        UUID id = steps.enrolStaff(userName, steps.hash(Customer.PASSWORD, userName), old, CLERK.values());
        assertRefused("staff.active", () -> olga.does(() -> staff.inviteAgain(id)));
        olga.does(() -> staff.disable(id, "On leave", null));
        assertFalse(signs(name, code(old, 0)).isAccepted());

        String first = token(olga.gets(() -> staff.inviteAgain(id)));
        String token = token(olga.gets(() -> staff.inviteAgain(id)));
        assertRefused("enrol.late", () -> enrolment.offer(first));
        assertFalse(signs(name, code(old, 0)).isAccepted(), "invited is not enabled");
        SealedFactor factor = enrolment.draw(token);
        byte[] secret = Totp.fromBase32(enrolment.show(token, factor).base32());
        String next = "another harbour lantern 7";
        assertRefused(
                "password.used-before", () -> enrolment.enrol(token, null, Customer.PASSWORD, code(secret, 0), factor));
        enrolment.enrol(token, new UserName("somebody-else"), next, code(secret, 0), factor);
        assertFalse(signIn.signIn(name, Customer.PASSWORD, code(old, 1), Audience.STAFF)
                .isAccepted());
        assertFalse(signIn.signIn(name, next, code(old, 1), Audience.STAFF).isAccepted());
        assertTrue(signIn.signIn(name, next, code(secret, 1), Audience.STAFF).isAccepted());
        assertTrue(member(id).active());
        assertNull(member(id).employment().getLeavingReason());
        assertEquals(name, member(id).userName());
    }

    @Test
    @Tag("PCI-8.2.5")
    void leaver_isDisabledWhenHisLastDayIsOver() throws Exception {
        UUID id = enrol(Customer.word(), Roles.STAFF);
        LocalDate today = Time.today(ZoneOffset.UTC);
        assertRefused("leaving.reason.required", () -> olga.does(() -> staff.disable(id, " ", today)));
        assertRefused("leaving.last-day.past", () -> olga.does(() -> staff.disable(id, "Retires", today.minusDays(1))));
        olga.does(() -> staff.disable(id, "Retires", today.plusDays(3)));
        leavers.disable();
        assertTrue(member(id).active());
        assertEquals(1, trail("staff.leave", id));

        olga.does(() -> staff.stay(id));
        assertNull(member(id).employment().getLastDay());
        olga.does(() -> staff.disable(id, "Retires", today));
        leavers.disable();
        assertTrue(member(id).active(), "the last day is a day of work");
        Stores.run("core", "update app_user set last_day = last_day - 1 where id = '" + id + "'");
        leavers.disable();
        assertFalse(member(id).active());
        assertEquals(Employment.Ending.LEFT, member(id).employment().getEnding());
        assertEquals("Retires", member(id).employment().getLeavingReason());
        assertEquals(1, trail("staff.disable", id));
    }

    @Test
    @Tag("PCI-8.2.6")
    void ninetyDaysWithoutASignIn_disable() throws Exception {
        UUID unused = enrol(Customer.word(), Roles.STAFF);
        UUID used = enrol(Customer.word(), Roles.STAFF);
        age(unused, "enrolled_at", "74 days");
        assertFalse(member(unused).employment().isFading());
        age(unused, "enrolled_at", "75 days");
        assertTrue(member(unused).employment().isFading());
        assertEquals(14, member(unused).employment().getDaysLeft());

        age(unused, "enrolled_at", "89 days 23 hours");
        age(used, "enrolled_at", "200 days");
        visiting(new Member(used, Roles.STAFF));
        leavers.disable();
        assertTrue(member(unused).active());
        assertTrue(member(used).active());
        age(unused, "enrolled_at", "90 days");
        age(used, "last_sign_in_at", "91 days");
        leavers.disable();
        assertFalse(member(unused).active());
        assertFalse(member(used).active());
        assertEquals(Employment.Ending.UNUSED, member(used).employment().getEnding());
        assertEquals(
                1,
                Trail.entries("operation = 'staff.disable' and actor = 'system' and object_id = '" + used + "'")
                        .size());
    }

    @Test
    void lastOperator_isNeverDisabled() throws Exception {
        UUID last = otto.user();
        whileNobodyElseIsOperator("'otto'", () -> {
            assertRefused("staff.last-operator", () -> olga.does(() -> staff.disable(last, "A test", null)));
            assertRefused(
                    "staff.last-operator",
                    () -> olga.does(() -> staff.disable(last, "A test", Time.today(ZoneOffset.UTC))));
            assertRefused("staff.last-operator", () -> olga.does(() -> staff.changeRoles(last, CLERK)));
            assertRefused("staff.last-operator", () -> olga.does(() -> reviews.disable(last)));
            age(last, "last_sign_in_at", "100 days");
            age(last, "enrolled_at", "100 days");
            leavers.disable();
            assertTrue(member(last).active());
        });
    }

    @Test
    void ofTwoOperatorsWhoDisableEachOtherAtOnce_oneStays() throws Exception {
        whileNobodyElseIsOperator("'olga', 'otto'", () -> {
            try (Race race = new Race(2)) {
                List<Throwable> ends = race.run(() -> disables(olga, otto.user()), () -> disables(otto, olga.user()));
                assertEquals(1, ends.stream().filter(Objects::isNull).count(), ends.toString());
            }
            assertEquals(1, Stores.count("core", "app_user where status = 'ACTIVE' and user_name in ('olga', 'otto')"));
        });
    }

    private Object disables(SignedIn operator, UUID other) throws Exception {
        operator.does(() -> staff.disable(other, "A test", null));
        return null;
    }

    /** Does something while the house has no operators but these. */
    private static void whileNobodyElseIsOperator(String names, SignedIn.Action action) throws Exception {
        String operators = String.join(
                ", ",
                Stores.column(
                        "core",
                        "select '''' || u.id || '''' from app_user u join user_role r on r.user_id = u.id"
                                + " where r.role = 'operator' and u.audience = 'STAFF' and u.status = 'ACTIVE'"));
        Stores.run(
                "core",
                "update app_user set status = 'DISABLED' where id in (" + operators + ") and user_name not in (" + names
                        + ")");
        try {
            action.take();
        } finally {
            Stores.run(
                    "core",
                    "update app_user set status = 'ACTIVE', disabled_at = null, disabled_because = null,"
                            + " leaving_reason = null, enrolled_at = now() where id in (" + operators + ")");
        }
    }

    @Test
    @Tag("PCI-7.2.3")
    void proposedTrust_opensNothing_beforeASecondOperatorApproves() throws Exception {
        UUID id = enrol(Customer.word(), Roles.STAFF, Roles.CARD_CUSTODIAN);
        Member custodian = new Member(id, Roles.STAFF, Roles.CARD_CUSTODIAN);
        VisitToken visit = custodian.gets(() -> visits.begin("it", SecondFactor.TOTP, null));
        Instant end = Time.now().plus(Duration.ofDays(30));
        olga.does(() -> trust.propose(id, "Trained in May", end));
        UUID proposal = member(id).proposed().getId();
        assertNull(member(id).trust());
        assertEquals(Set.of(Roles.STAFF), ledger.recognise(visit).orElseThrow().roles());
        assertRefused("trust.ended", () -> custodian.does(() -> live.require(null, null)));
        assertRefused("trust.lasts", () -> otto.does(() -> trust.propose(id, "Me too", end)));

        assertRefused("trust.second", () -> olga.does(() -> trust.approve(proposal)));
        assertEquals(1, Trail.refusals(olga, "trust.grant", id));
        otto.does(() -> trust.approve(proposal));
        assertEquals("Trained in May", member(id).trust().getReason());
        assertEquals(
                Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN),
                ledger.recognise(visit).orElseThrow().roles());
        custodian.does(() -> live.require(null, null));
        assertEquals(1, trail("trust.propose", id));
        assertEquals(1, trail("trust.grant", id) - Trail.refusals(olga, "trust.grant", id));
    }

    @Test
    void refusedProposal_andOneOfLastWeek_cannotBeApproved() throws Exception {
        UUID id = enrol(Customer.word(), Roles.STAFF, Roles.CARD_CUSTODIAN);
        Instant end = Time.now().plus(Duration.ofDays(30));
        olga.does(() -> trust.propose(id, "Trained in May", end));
        UUID refused = member(id).proposed().getId();
        otto.does(() -> trust.refuse(refused));
        assertRefused("trust.proposal-over", () -> otto.does(() -> trust.approve(refused)));
        assertRefused("trust.proposal-over", () -> otto.does(() -> trust.refuse(refused)));

        olga.does(() -> trust.propose(id, "Trained in May", end));
        UUID old = member(id).proposed().getId();
        Stores.run(
                "core", "update custodian_trust set granted_at = now() - interval '7 days' where id = '" + old + "'");
        assertRefused("trust.proposal-over", () -> otto.does(() -> trust.approve(old)));
        assertNull(member(id).proposed());
    }

    /** The database says no, too, whatever the product believes. */
    @Test
    @Tag("PCI-7.2.3")
    void trustApprovedByWhoProposedIt_isRefusedByTheDatabase() throws Exception {
        UUID id = enrol(Customer.word(), Roles.STAFF, Roles.CARD_CUSTODIAN);
        olga.does(() -> trust.propose(id, "Trained in May", Time.now().plus(Duration.ofDays(30))));
        for (UUID by : List.of(olga.user(), id)) {
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> Stores.runAs(
                            "ams_core_app",
                            "core",
                            "update custodian_trust set approved_at = now(), approved_by = '" + by
                                    + "' where user_id = '" + id + "'"));
            assertTrue(refused.getMessage().contains("custodian_trust_second"), refused.getMessage());
        }
    }

    @Test
    @Tag("PCI-7.2.4")
    void verdictOnOneself_isRefusedByTheDatabase() throws Exception {
        olga.does(() -> reviews.keep(otto.user()));
        SQLException refused = assertThrows(
                SQLException.class,
                () -> Stores.runAs(
                        "ams_core_app",
                        "core",
                        "insert into access_verdict select gen_random_uuid(), id, begun_by, true, begun_by, now()"
                                + " from access_review where closed_at is null"));
        assertTrue(refused.getMessage().contains("access_verdict_by_another"), refused.getMessage());
    }

    @Test
    @Tag("PCI-7.2.4")
    void review_isClosedWhenEverybodyWasLookedAt_andNobodyByHimself() throws Exception {
        UUID gone = enrol(Customer.word(), Roles.STAFF);
        for (StaffMember member : olga.gets(staff::list)) {
            if (member.active()
                    && !member.id().equals(olga.user())
                    && !member.id().equals(gone)) {
                olga.does(() -> reviews.keep(member.id()));
            }
        }
        assertRefused("review.incomplete", () -> olga.does(reviews::close));
        otto.does(() -> reviews.keep(olga.user()));
        olga.does(() -> reviews.disable(gone));
        assertFalse(member(gone).active());
        assertTrue(olga.gets(reviews::standing).isComplete());
        olga.does(reviews::close);
        AccessReviewService.Standing after = Staff.auditor().gets(reviews::standing);
        assertEquals(member("olga").staffNumber(), after.lastClosedBy());
        assertNull(after.begun());
        assertFalse(after.isComplete(), "the next review begins anew");
        assertRefused("review.incomplete", () -> olga.does(reviews::close));
        assertEquals(1, trail("review.disable", gone));
    }

    private UUID enrol(String name, String... roles) {
        UserName userName = new UserName(name);
        return steps.enrolStaff(userName, steps.hash(Customer.PASSWORD, userName), Totp.newSecret(), Set.of(roles));
    }

    private StaffMember enrolled(String name) throws Exception {
        return member(enrol(name, Roles.STAFF));
    }

    private void trusted(UUID custodian) {
        steps.trust(
                custodian, olga.user(), otto.user(), "For a test", Time.now().plus(Duration.ofDays(1)));
    }

    private StaffMember member(UUID id) throws Exception {
        return olga.gets(staff::list).stream()
                .filter(any -> any.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private StaffMember member(String name) throws Exception {
        return olga.gets(staff::list).stream()
                .filter(any -> any.userName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private UUID invitation(String name) throws Exception {
        return olga.gets(staff::invitations).stream()
                .filter(any -> any.getUserName().equals(name))
                .findFirst()
                .orElseThrow()
                .getId();
    }

    private SignedIn visiting(SignedIn who) throws Exception {
        VisitToken token = who.gets(() -> visits.begin("it", SecondFactor.TOTP, null));
        return who.in(ledger.recognise(token).orElseThrow().id());
    }

    private static String token(String link) {
        assertTrue(link.startsWith("https://localhost:8443/enrol.xhtml?token="), link);
        return link.substring(link.indexOf('=') + 1);
    }

    private static void age(UUID user, String column, String ago) throws SQLException {
        Stores.run(
                "core",
                "update app_user set " + column + " = now() - interval '" + ago + "' where id = '" + user + "'");
    }

    private static int trail(String operation, UUID object) throws SQLException {
        return Trail.entries("operation = '" + operation + "' and object_id = '" + object + "'")
                .size();
    }

    private SignInResult signs(String name, String code) {
        return signIn.signIn(name, Customer.PASSWORD, code, Audience.STAFF);
    }

    private static String code(byte[] secret, long stepsAhead) {
        return Totp.code(secret, Math.floorDiv(Time.now().getEpochSecond(), 30L) + stepsAhead);
    }
}
