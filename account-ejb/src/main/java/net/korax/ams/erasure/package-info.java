/**
 * The journey of closing an account: everything of the person and the cards is removed from every store, step by step, and an
 * opaque tombstone stays (P03, P04). Its state is a row without personal data, so that it goes on after a crash. Imports features;
 * only pages import it.
 */
package net.korax.ams.erasure;
