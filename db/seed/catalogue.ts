import { standardFrom, standardItems, standardKinds, standardSettings } from "@/db/reference/catalogue";
import { activityKinds } from "@/db/schema/activities";
import { catalogueItems } from "@/db/schema/catalogue";
import { settings } from "@/db/schema/running";
import { factorSetting } from "@/lib/domain/second-factor";
import { demoDay } from "./city";
import { batch } from "./put";
import { stream } from "./random";

/** The demo is entered by one click; its settings are the standard ones but for that. */
const inDemo = (setting: (typeof standardSettings)[number]): (typeof standardSettings)[number] =>
  setting[0] === factorSetting
    ? [factorSetting, "offered", "Ukázka: vstupuje se jedním klepnutím; na vlastním serveru se vyžaduje", "yes"]
    : setting;

/** Kinds of activity and settings; both belong to the operator. kindIds: code → id; contactKinds: ids. */
export function catalogue(operatorId: string) {
  const ids = stream("catalogue");
  const kindRows = standardKinds.map(([code, nameCs, nameEn, contact, source], index) => ({
    id: ids.uuid(),
    organisationId: operatorId,
    code,
    nameCs,
    nameEn,
    contact,
    position: index + 1,
    source,
    verified: true,
    validFrom: standardFrom,
    validTo: null,
  }));
  const demoSetting = ["demo.today", demoDay, "Den, ve kterém se ukázka odehrává", "yes"] as const;
  const settingRows = [demoSetting, ...standardSettings.map(inDemo)].map(([key, value, source, verified]) => ({
    id: ids.uuid(),
    organisationId: operatorId,
    key,
    value,
    source,
    verified,
    validFrom: standardFrom,
  }));
  const items = stream("catalogue:items");
  const itemRows = standardItems.map((item, index) => ({
    id: items.uuid(),
    organisationId: operatorId,
    ...item,
    position: index + 1,
    validFrom: standardFrom,
  }));
  return {
    kindIds: new Map(kindRows.map(({ code, id }) => [code, id])),
    contactKinds: new Set(kindRows.filter(({ contact }) => contact).map(({ id }) => id)),
    batches: [batch(activityKinds, kindRows), batch(settings, settingRows), batch(catalogueItems, itemRows)],
  };
}
