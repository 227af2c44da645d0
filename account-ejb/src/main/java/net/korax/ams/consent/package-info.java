/**
 * What customers have consented to (P01): purposes that the operator defines, each for one recipient, and the register of consents.
 * Without a live consent nothing of a customer is disclosed; that rule stands in {@code disclosure} and in the database. Imports
 * {@code account} and below; never the vault.
 */
package net.korax.ams.consent;
