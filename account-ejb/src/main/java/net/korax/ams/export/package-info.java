/**
 * The copy of his own data that a customer asks for (P08): everything that is held on his account, read piece by piece, kept sealed under
 * the account's key until he takes it, once. What is told of each table stands in {@code db/export.properties}, beside what each column
 * holds. Imports {@code card} for the names on cards; the erasure, mails and pages import it.
 */
package net.korax.ams.export;
