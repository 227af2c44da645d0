/**
 * Mails to customers: composed in their language when something happened, queued beside it, sent by the {@link
 * net.korax.ams.notification.Postman}; what comes back is read by the {@link net.korax.ams.notification.ReturnsRound}. Observes events of
 * the features and imports them; only the operator's page of mails imports it.
 */
package net.korax.ams.notification;
