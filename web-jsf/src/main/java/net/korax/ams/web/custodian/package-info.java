/**
 * The pages of card custodians (P17, P19): the requests about cards and carrying one out. No page here can show a card number or a
 * cardholder's name. Nobody imports this package.
 */
package net.korax.ams.web.custodian;
