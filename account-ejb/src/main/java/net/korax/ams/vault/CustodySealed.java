package net.korax.ams.vault;

/** The keys of cards have not been opened since this server started: two custodians have to, each with a component. */
public final class CustodySealed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CustodySealed() {
        super("Custody is sealed.");
    }
}
