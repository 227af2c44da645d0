/**
 * The account: its number, kind and state in {@code ams_core}, its holder in {@code ams_person}, and the row in each store that
 * concurrent changes queue on. Imports {@code shared}, {@code audit}, {@code person} and {@code identity}; never the vault.
 */
package net.korax.ams.account;
