/**
 * The two doors, for customers and for staff: one authentication mechanism of the container, one identity store that asks
 * {@code identity.SignInService}, the way to a sign-in provider and back, and the pages' beans. Imports services of {@code identity} and {@code web.support}; other pages do
 * not import it.
 */
package net.korax.ams.web.login;
