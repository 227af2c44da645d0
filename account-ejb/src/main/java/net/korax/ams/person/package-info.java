/**
 * Who people are: names, e-mail addresses, phones and postal addresses as value types that cannot be invalid, and the
 * one class that seals them for storage. Kept apart from everything else, as the privacy statement promises (P07).
 * Features from {@code account} upwards may import it.
 */
package net.korax.ams.person;
