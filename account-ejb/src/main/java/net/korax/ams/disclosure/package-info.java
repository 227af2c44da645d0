/**
 * The register of what was disclosed of a customer, to whom, when, by whom and under which consent (P01). AMS itself sends nothing to a
 * recipient: staff record a disclosure before they hand anything over. Imports {@code consent}; never the vault.
 */
package net.korax.ams.disclosure;
