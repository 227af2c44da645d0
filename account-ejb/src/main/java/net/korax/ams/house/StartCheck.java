package net.korax.ams.house;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.DenyAll;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.identity.SignInProvider;
import net.korax.ams.persistence.Store;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Time;

/**
 * The house does not start on tables of another version than its own, and in production not on what is not fit for cards and people: it says
 * what is wrong, a sentence each, and the application is not deployed. What the operator has accepted in {@code ams.accepted-risks} is told in the log with each start. The
 * demonstration starts anywhere. Settings, keys and sample log-ins are looked at where they are read.
 */
@Singleton
@Startup
@DenyAll
@TransactionManagement(TransactionManagementType.BEAN)
public class StartCheck {

    private static final Logger LOG = Logger.getLogger(StartCheck.class.getName());
    private static final String ACCEPTED = "ams.accepted-risks";

    @Inject
    private StoreReadings readings;

    @PostConstruct
    void check() {
        for (Store store : Store.values()) {
            Schema.require(store, readings.schemaVersion(store));
        }
        SignInProvider.configured().ifPresent(SignInProvider::secret);
        if (!Configuration.demo()) {
            require(surroundings().unfit(), Configuration.get(ACCEPTED).orElse(""));
        }
    }

    /** @throws IllegalStateException with the first sentence of what is wrong and not accepted */
    static void require(Map<Surroundings.Risk, String> unfit, String accepted) {
        Set<String> known = Stream.of(Surroundings.Risk.values())
                .map(Surroundings.Risk::word)
                .collect(Collectors.toSet());
        List<String> named = Arrays.stream(accepted.split(","))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .toList();
        named.stream().filter(word -> !known.contains(word)).findFirst().ifPresent(word -> {
            throw new IllegalStateException("The setting " + ACCEPTED + " names \"" + word + "\", which is none of "
                    + String.join(", ", known.stream().sorted().toList()) + ".");
        });
        unfit.forEach((risk, sentence) -> LOG.log(
                named.contains(risk.word()) ? Level.WARNING : Level.SEVERE,
                named.contains(risk.word()) ? "Accepted ({0}): {1}" : "Not fit for production ({0}): {1}",
                new Object[] {risk.word(), sentence}));
        unfit.forEach((risk, sentence) -> {
            if (!named.contains(risk.word())) {
                throw new IllegalStateException("Not fit for production: " + sentence);
            }
        });
    }

    private Surroundings surroundings() {
        return new Surroundings(
                Stream.of(Store.values()).map(readings::database).toList(),
                Runtime.version().feature(),
                Duration.between(readings.clock(), Time.now()),
                text("/proc/swaps"),
                text("/proc/self/limits"));
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | SecurityException notThere) {
            return "";
        }
    }
}
