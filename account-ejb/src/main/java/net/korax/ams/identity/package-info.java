/**
 * Who signs in: user names, password hashes, second factors, roles and the trust of card custodians, all in {@code ams_core}.
 * The container asks here at sign-in and keeps the answer; the rest of the business asks {@link net.korax.ams.identity.Caller}.
 * Imports {@code shared}, {@code audit} and, for sealing credentials alone, {@code vault}.
 */
package net.korax.ams.identity;
