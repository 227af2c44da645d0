package net.korax.ams.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.card.RotationService;
import net.korax.ams.web.support.KeyRotations;

/** The keys of cards, for operators: how far a rotation is, and what it waits for. */
@Named("operatorKeys")
@RequestScoped
public class KeysPage {

    @Inject
    private RotationService service;

    private KeyRotations state;

    @PostConstruct
    void look() {
        state = new KeyRotations(service);
    }

    public KeyRotations getState() {
        return state;
    }
}
