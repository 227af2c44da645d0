package net.korax.ams.persistence;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;

/**
 * Hands ids to the driver as they are, null included: PostgreSQL has a type for them, while EclipseLink's own converter makes text
 * of them and refuses null.
 */
@Converter(autoApply = true)
public class UuidConverter implements AttributeConverter<UUID, UUID> {

    @Override
    public UUID convertToDatabaseColumn(UUID id) {
        return id;
    }

    @Override
    public UUID convertToEntityAttribute(UUID column) {
        return column;
    }
}
