package net.korax.ams.container;

import java.sql.SQLException;
import java.util.Set;
import net.korax.ams.identity.Roles;

/** The sample staff, signed in. */
public final class Staff extends SignedIn {

    private final String number;

    private Staff(String userName, String... roles) throws SQLException {
        super(
                Stores.column("core", "select id from app_user where user_name = '" + userName + "'")
                        .get(0),
                Set.of(roles));
        number = Stores.column("core", "select staff_number from app_user where user_name = '" + userName + "'")
                .get(0);
    }

    /** Somebody else, who was enrolled by a test. */
    public static Staff named(String userName, String... roles) throws SQLException {
        return new Staff(userName, roles);
    }

    /** Finds accounts and records requests. */
    public static Staff clerk() throws SQLException {
        return new Staff("stella", Roles.STAFF);
    }

    /** A trusted card custodian. */
    public static Staff custodian() throws SQLException {
        return new Staff("carl", Roles.STAFF, Roles.CARD_CUSTODIAN);
    }

    /** Another trusted card custodian. */
    public static Staff secondCustodian() throws SQLException {
        return new Staff("clara", Roles.STAFF, Roles.CARD_CUSTODIAN);
    }

    public static Staff operator() throws SQLException {
        return new Staff("olga", Roles.OPERATOR);
    }

    /** The operator who approves what the other proposes. */
    public static Staff secondOperator() throws SQLException {
        return new Staff("otto", Roles.OPERATOR);
    }

    /** The operator, whose session holds the role for cards too; nobody trusts him with them. */
    public static Staff operatorWithTheRoleForCards() throws SQLException {
        return new Staff("olga", Roles.OPERATOR, Roles.CARD_CUSTODIAN);
    }

    public static Staff auditor() throws SQLException {
        return new Staff("aldo", Roles.AUDITOR);
    }

    /** What customers see of this person. */
    public String number() {
        return number;
    }
}
