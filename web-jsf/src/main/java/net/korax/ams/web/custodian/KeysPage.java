package net.korax.ams.web.custodian;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.UUID;
import net.korax.ams.card.KeyKind;
import net.korax.ams.card.KeyVersion;
import net.korax.ams.card.RotationService;
import net.korax.ams.shared.NotFound;
import net.korax.ams.web.support.KeyRotations;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;
import net.korax.ams.web.support.Texts;

/** The keys of cards: custodians ask for a rotation, approve, pause and resume it, and destroy what is old. */
@Named("custodianKeys")
@RequestScoped
public class KeysPage {

    private static final String HERE = "/custodian/keys.xhtml?faces-redirect=true";

    @Inject
    private RotationService service;

    @Inject
    private ExternalContext external;

    private KeyRotations state;

    @PostConstruct
    void look() {
        state = new KeyRotations(service);
    }

    public KeyRotations getState() {
        return state;
    }

    public String ask() {
        KeyKind kind = Arrays.stream(KeyKind.values())
                .filter(known -> known.name().equals(parameter("kind")))
                .findFirst()
                .orElseThrow(NotFound::new);
        service.ask(kind);
        Notices.done("staff", "keys.asked", Texts.get("staff", "keys.kind." + kind));
        return HERE;
    }

    public String approve() {
        service.approve(job());
        Notices.done("staff", "keys.approved");
        return HERE;
    }

    public String withdraw() {
        service.withdraw(job());
        Notices.done("staff", "keys.withdrawn");
        return HERE;
    }

    public String pause() {
        service.pause(job());
        Notices.done("staff", "keys.paused");
        return HERE;
    }

    public String resume() {
        service.resume(job());
        Notices.done("staff", "keys.resumed");
        return HERE;
    }

    public String destroy() {
        KeyVersion old = state.version(ObjectId.of(parameter("version")));
        boolean gone = service.destroy(old.getKind(), old.getVersion());
        Notices.done("staff", gone ? "keys.destroyed" : "keys.destruction-asked");
        return HERE;
    }

    private UUID job() {
        return ObjectId.of(parameter("job"));
    }

    private String parameter(String name) {
        return external.getRequestParameterMap().get(name);
    }
}
