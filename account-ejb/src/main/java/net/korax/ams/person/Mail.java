package net.korax.ams.person;

/**
 * A mail to one person, in that person's language.
 *
 * @param subject one line; never null
 * @param body plain text; holds no card number, at the most brand and last four (PCI 4.2.2)
 */
public record Mail(EmailAddress recipient, String subject, String body) {}
