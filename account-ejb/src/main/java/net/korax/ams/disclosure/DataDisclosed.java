package net.korax.ams.disclosure;

import java.util.UUID;

/** Something of an account was disclosed (P01); the customer is told. Fired inside that transaction. */
public record DataDisclosed(UUID accountId, Disclosure disclosure) {}
