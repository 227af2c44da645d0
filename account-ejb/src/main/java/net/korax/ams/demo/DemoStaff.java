package net.korax.ams.demo;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.Totp;
import net.korax.ams.identity.UserName;
import net.korax.ams.identity.Users;
import net.korax.ams.shared.Time;

/** The sample staff. Their second-factor secrets are in {@code demo/staff-totp.properties}, where {@code ./ams totp} reads them. */
@Dependent
class DemoStaff {

    private static final String PASSWORD = "harbour-Lantern-26";

    @Inject
    private Users users;

    boolean isThere() {
        return !users.isFree(new UserName("olga"));
    }

    void fill() {
        Properties secrets = secrets();
        enrol("stella", secrets, Set.of(Roles.STAFF));
        UUID custodian = enrol("carl", secrets, Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN));
        UUID second = enrol("clara", secrets, Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN));
        enrol("aldo", secrets, Set.of(Roles.AUDITOR));
        UUID operator = enrol("olga", secrets, Set.of(Roles.OPERATOR));
        UUID other = enrol("otto", secrets, Set.of(Roles.OPERATOR));
        Instant end = Time.now().plus(Duration.ofDays(365));
        users.trust(custodian, operator, other, "Sample custodian", end);
        users.trust(second, operator, other, "Second sample custodian", end);
    }

    private UUID enrol(String name, Properties secrets, Set<String> roles) {
        UserName userName = new UserName(name);
        return users.enrolStaff(
                userName, users.hash(PASSWORD, userName), Totp.fromBase32(secrets.getProperty(name)), roles);
    }

    private static Properties secrets() {
        try (InputStream in = DemoStaff.class.getResourceAsStream("/demo/staff-totp.properties")) {
            Properties secrets = new Properties();
            secrets.load(in);
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
