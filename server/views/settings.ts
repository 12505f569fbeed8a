import type { Tx } from "@/db/gate";
import { findProjectSettings } from "@/db/queries/project-settings";
import { listItems, listKinds, listSettings } from "@/db/queries/settings";

/** What a project is made of and the indicators that the catalogue offers on a day; null when it is not there. */
export async function readProjectSettings(tx: Tx, slug: string, today: string) {
  const [settings, items] = await Promise.all([findProjectSettings(tx, slug), listItems(tx)]);
  const offers = items.filter(
    ({ catalogue, validFrom, validTo }) =>
      catalogue === "indicator" && validFrom <= today && (validTo === null || today <= validTo),
  );
  return settings && { ...settings, offers };
}

/** Values of the rules and the catalogues, each from its day on. */
export async function readSettings(tx: Tx) {
  const [settings, kinds, items] = await Promise.all([listSettings(tx), listKinds(tx), listItems(tx)]);
  return { settings, kinds, items };
}
