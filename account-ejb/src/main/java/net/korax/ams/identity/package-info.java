/**
 * Who may come in: user names, passwords, second factors, roles, staff trust. Credentials are the only thing here that
 * touches {@code vault} (the pepper). Level 2: everything above may import it, it imports {@code shared}, {@code audit}
 * and, in its credential class, {@code vault}.
 */
package net.korax.ams.identity;
