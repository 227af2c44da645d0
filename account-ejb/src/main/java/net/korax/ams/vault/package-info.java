/**
 * Keys and envelopes. The key-encryption key and the MAC keys live in a {@link java.security.KeyStore}, a PKCS#12 file
 * or a PKCS#11 token, and never leave it; a data-encryption key per owner leaves it wrapped. It knows nothing of cards,
 * persons or tables, and imports the JDK and the one class that reads settings, so that it can be judged by itself. Only {@code card}, the
 * sealing class of {@code person}, the credential class of {@code identity}, the checkpoint class of {@code audit} and the key
 * check of {@code house} may import it.
 */
package net.korax.ams.vault;
