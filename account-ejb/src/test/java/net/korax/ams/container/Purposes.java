package net.korax.ams.container;

import jakarta.enterprise.inject.spi.CDI;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.consent.DataClass;
import net.korax.ams.consent.PurposeService;
import net.korax.ams.consent.PurposeText;

/** Purposes to which customers of the tests consent. */
public final class Purposes {

    private Purposes() {}

    /** A new purpose, for which somebody outside gets names and services; its id. */
    public static UUID defined() throws Exception {
        String word = Customer.word();
        PurposeService purposes = CDI.current().select(PurposeService.class).get();
        Staff operator = Staff.operator();
        operator.does(() -> purposes.define(
                "Registry " + word,
                new PurposeText("Domain " + word, "The registry of a domain learns whose it is."),
                new PurposeText("Domaine " + word, "Le registre d’un domaine apprend à qui il est."),
                Set.of(DataClass.NAMES, DataClass.SERVICES)));
        return operator.gets(purposes::list).stream()
                .filter(purpose -> purpose.getRecipient().endsWith(word))
                .findFirst()
                .orElseThrow()
                .getId();
    }
}
