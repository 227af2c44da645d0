/**
 * Mails to customers: composed in their language when something happened, queued beside it, sent by the {@link
 * net.korax.ams.notification.Postman}. Observes events of the features and imports them; nobody imports it.
 */
package net.korax.ams.notification;
