/** An address with the values of a command's result put in: `/projects/x/claims/{claimId}`; what is missing is empty. */
export function fillAddress(address: string, result: Readonly<Record<string, unknown>>): string {
  return address.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = Object.hasOwn(result, key) ? result[key] : undefined;
    return typeof value === "string" || typeof value === "number" ? encodeURIComponent(value) : "";
  });
}
