package net.korax.ams.person;

import java.util.UUID;

/** The member of staff who looks: as the trail knows him, and as the customer does. */
public record Looker(UUID userId, String staffNumber) {}
