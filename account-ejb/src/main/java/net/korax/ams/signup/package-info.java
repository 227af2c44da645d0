/**
 * The journey of a sign-up across the three stores: account and user, then holder and first contact, then the optional card. What
 * fails halfway is undone at once, and by a timer when the server died in between. Imports features; only pages import it.
 */
package net.korax.ams.signup;
