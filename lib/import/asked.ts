/** Why a row is not added before a person has said so. */
export const askReasons = ["hidden", "total", "tax", "foreign", "alike"] as const;
export type AskReason = (typeof askReasons)[number];

/** Why a row is no expense: a sum, the header again, what one of our own exports says of itself. */
export const leftOutReasons = ["total", "header", "facts"] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** The reasons of an address, `take=hidden,total`; others are passed over. */
export const takenOf = (address: URLSearchParams): AskReason[] => {
  const said = (address.get("take") ?? "").split(",");
  return askReasons.filter((reason) => said.includes(reason));
};
