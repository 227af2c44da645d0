package net.korax.ams.identity;

/** The roles of the container's security; groups of an application server are named exactly so. */
public final class Roles {

    public static final String CUSTOMER = "customer";
    public static final String STAFF = "staff";
    public static final String CARD_CUSTODIAN = "card-custodian";
    public static final String OPERATOR = "operator";
    public static final String AUDITOR = "auditor";

    private Roles() {}
}
