/**
 * Leaving: the pages that somebody sees whose account is being erased or is gone, and who has a certificate of it (P03, P04). They need
 * no log-in, because there is none any more. Nobody imports this package.
 */
package net.korax.ams.web.farewell;
