/** Which of two comes first: negative the first, positive the second, 0 neither. */
export type Order<T> = (a: T, b: T) => number;

/**
 * The order by one key after another, the smaller first: numbers by size, texts by their code units, which is right for
 * days, times and codes (names people read are for `collator`). What is equal in all of them stays as it stands. Every
 * other comparator of the product is made of this one: a hand-written `a < b ? -1 : 1` says of two equal ones that each
 * comes first, and engines then disagree.
 */
export const by =
  <T>(...keys: readonly ((item: T) => string | number | bigint)[]): Order<T> =>
  (a, b) => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left < right) return -1;
      if (left > right) return 1;
    }
    return 0;
  };

/** The same order from its end. */
export const reverse =
  <T>(order: Order<T>): Order<T> =>
  (a, b) =>
    order(b, a);

/** One order, and where it leaves two equal the next one. */
export const inTurn =
  <T>(...orders: readonly Order<T>[]): Order<T> =>
  (a, b) => {
    for (const order of orders) {
      const found = order(a, b);
      if (found !== 0) return found;
    }
    return 0;
  };
