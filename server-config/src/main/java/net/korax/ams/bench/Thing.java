package net.korax.ams.bench;

/** What is done again and again, and what the mission wants of it. */
enum Thing {
    CONTACTS("look", "Contact page, three contacts, opened from their seals", Yard.S, 0.10),
    CARDS("look", "Card page", Yard.S, 0.10),
    EDIT("edit", "Contact edited: form, change, seal, audit row, commit", Yard.T, 0.70),
    CARD_ADDED("cardadd", "Card added: form, fingerprint, seal, ledger, audit row, commit", Yard.T, 0.50),
    CHARGED(
            "charge",
            "Card charged under a request: form, question, intent committed, simulated gateway, answer committed",
            Yard.T,
            0.35),
    SEARCH_NAME("search", "Staff search by the beginning of a name", Yard.S, 0.06),
    SEARCH_NUMBER("search", "Staff search by account number", Yard.S, 0.06),
    SEARCH_EMAIL("search", "Staff search by exact e-mail, with the look it leaves", Yard.S, 0.06),
    SIGN_IN("signin", "Sign-in: form, Argon2id, visit, audit row, commit", Yard.HASH, 0.80),
    SIGN_IN_FAILED("signin", "Sign-in with a wrong password", Yard.HASH, 0.80);

    /** What it is compared with. */
    enum Yard {
        /** pgbench, select only. */
        S,
        /** pgbench, like TPC-B. */
        T,
        /** The password hash alone, on all processors. */
        HASH
    }

    private final String script;
    private final String title;
    private final Yard yard;
    private final double goal;

    Thing(String script, String title, Yard yard, double goal) {
        this.script = script;
        this.title = title;
        this.yard = yard;
        this.goal = goal;
    }

    /** Its name in {@code load.lua}. */
    String script() {
        return script;
    }

    String title() {
        return title;
    }

    Yard yard() {
        return yard;
    }

    /** The least ratio to the yardstick, with eight connections. */
    double goal() {
        return goal;
    }
}
