/**
 * Contact persons, the roles they hold, and the rule that at least one of them holds all roles and has a working e-mail address
 * (P10 to P13). The rule is kept by the lock on the account's row here and counted again by the database at commit. Imports
 * {@code account} and below; never the vault.
 */
package net.korax.ams.contact;
