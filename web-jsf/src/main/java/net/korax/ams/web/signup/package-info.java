/**
 * Opening an account and proving an e-mail address: the pages that somebody uses who has no log-in yet (P04 to P06, P11). Nobody
 * imports this package.
 */
package net.korax.ams.web.signup;
