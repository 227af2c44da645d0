package net.korax.ams.persistence;

import java.sql.Types;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.sessions.Session;

/**
 * Tells EclipseLink that ids are no text, so that a missing id is bound as a null of PostgreSQL's own type; bound as text it is
 * refused ("column is of type uuid but expression is of type character varying"). Nor does EclipseLink ask a store again that did not
 * answer: whoever waits for a connection would wait four times as long before he is told to come again.
 */
public class UuidColumns implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        session.getLogin().setQueryRetryAttemptCount(0);
        session.getDescriptors().values().forEach(UuidColumns::customize);
    }

    private static void customize(ClassDescriptor entity) {
        Stream.<Class<?>>iterate(entity.getJavaClass(), type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.getType() == UUID.class)
                .map(field -> entity.getMappingForAttributeName(field.getName()))
                .forEach(mapping -> mapping.getField().setSqlType(Types.OTHER));
    }
}
