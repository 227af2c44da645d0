/**
 * The pages of a signed-in customer (P08): each bean is one page of {@code /customer}. Beans hold what is typed and ids, ask the
 * session beans, and know no rule of their own. Nobody imports this package.
 */
package net.korax.ams.web.customer;
