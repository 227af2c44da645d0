/**
 * Charges to stored cards, each under one request of the customer and at most once. Imports {@code card}, which alone presents
 * the card, and below.
 */
package net.korax.ams.charge;
