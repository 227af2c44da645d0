package net.korax.ams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.identity.Roles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who may call what: read from the annotations of the session beans and written to {@code docs/roles.md}, for whoever has to approve
 * roles. That the container holds to it, {@code RoleMatrixIT} shows, by a table that is written by hand.
 */
@Tag("PCI-7.2.2")
class RoleTableTest {

    private static final String WRITE = "mvn -q test -pl account-ejb -Dtest=RoleTableTest -Dams.write=true";
    private static final Path TABLE = Path.of("..", "docs", "roles.md");
    private static final Path CLASSES = Path.of("target", "classes");
    private static final List<String> ROLES =
            List.of(Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR);
    private static final String NOBODY = "nobody";

    @Test
    void committedTable_isTheOneOfTheAnnotations() throws IOException {
        if (Boolean.getBoolean("ams.write")) {
            Files.writeString(TABLE, table());
        }
        String committed = Files.exists(TABLE) ? Files.readString(TABLE) : "";
        assertEquals(table(), committed, "docs/roles.md is not what the annotations say; write it anew: " + WRITE);
    }

    private static String table() throws IOException {
        StringBuilder page = new StringBuilder(
                """
                # Who may call what

                Each operation of the business and the roles that open it, everything else is refused. Written from the annotations of the session
                beans (`RoleTableTest`); `RoleMatrixIT` calls every operation as every role and as nobody. After a change run

                ```
                %s
                ```

                Roles are given by an operator to another member of staff, who has a log-in of his own; there is none for several people. An operator
                handles no cards, an auditor has no other role. The role of a card custodian opens nothing without trust that one operator has proposed
                and another approved. What a customer reaches is his own account alone.

                | operation | %s | %s |
                |---|%s
                """.formatted(WRITE, String.join(" | ", ROLES), NOBODY, ":-:|".repeat(ROLES.size() + 1)));
        for (Class<?> bean : beans()) {
            for (Method method : methods(bean)) {
                Set<String> callers = callers(bean, method);
                page.append("| ")
                        .append(bean.getSimpleName())
                        .append(' ')
                        .append(method.getName())
                        .append(" |");
                Stream.concat(ROLES.stream(), Stream.of(NOBODY))
                        .forEach(role -> page.append(callers.contains(role) ? " yes |" : " |"));
                page.append('\n');
            }
        }
        return page.toString();
    }

    private static Set<String> callers(Class<?> bean, Method method) {
        boolean own =
                Stream.of(RolesAllowed.class, PermitAll.class, DenyAll.class).anyMatch(method::isAnnotationPresent);
        AnnotatedElement says = own ? method : bean;
        Set<String> callers = new TreeSet<>();
        if (says.isAnnotationPresent(PermitAll.class)) {
            callers.addAll(ROLES);
            callers.add(NOBODY);
        } else if (says.isAnnotationPresent(RolesAllowed.class)) {
            callers.addAll(List.of(says.getAnnotation(RolesAllowed.class).value()));
        }
        return callers;
    }

    /** One of each name: overloads, if there were any, would have to be open to the same roles. */
    private static List<Method> methods(Class<?> bean) {
        return Stream.of(bean.getMethods())
                .filter(method -> method.getDeclaringClass() == bean)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static List<Class<?>> beans() throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.walk(CLASSES.resolve("net"))) {
            names = files.map(file -> CLASSES.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-info"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .collect(Collectors.toList());
        }
        List<Class<?>> beans = new ArrayList<>();
        for (String name : names) {
            Class<?> type = load(name);
            if (Stream.of(Stateless.class, Stateful.class, Singleton.class).anyMatch(type::isAnnotationPresent)) {
                beans.add(type);
            }
        }
        beans.sort(Comparator.comparing(Class::getSimpleName));
        return beans;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, RoleTableTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
