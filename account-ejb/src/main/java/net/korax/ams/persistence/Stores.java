package net.korax.ams.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** For work that is the same in every store; who works in one alone names its persistence unit. */
@Dependent
public class Stores {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    /** Joins the transaction of the caller, which touches one store. */
    public EntityManager in(Store store) {
        return switch (store) {
            case CORE -> core;
            case PERSON -> person;
            case VAULT -> vault;
        };
    }
}
