/**
 * Card custody: the only place where a PAN exists, between its way in and its way to the payment gateway. No method returns one
 * to another package; staff methods take a customer's request and use it up in the transaction of the use (P14 to P19). Imports
 * {@code account} and below, and is the one feature that imports {@code vault}; {@code charge} imports it.
 */
package net.korax.ams.card;
