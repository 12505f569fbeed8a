import { getMessages, getTranslations } from "next-intl/server";
import { z } from "zod";
import { withActor } from "@/db/gate";
import { dataSections, personData } from "@/db/queries/person-data";
import { findPerson } from "@/db/queries/privacy";
import { DomainError, notFound } from "@/lib/domain/error";
import { authorize, can } from "@/lib/domain/permission";
import { personKinds } from "@/lib/domain/privacy";
import { attachment } from "@/lib/export/download";
import type { Sheet } from "@/lib/export/sheet";
import { instant } from "@/lib/format";
import { requestCredential, withProblems } from "@/server/answer";
import { exportResponse } from "@/server/files/export";
import { requestLocale } from "@/server/i18n";
import { noteView } from "@/server/page";
import { personSheet, personWords } from "@/server/views/person";

const query = z.object({ kind: z.enum(personKinds), id: z.uuid(), format: z.enum(["json", "xlsx"]) });

/** Everything that the product holds of one person, as a file; who took it is committed to the access log first. */
export function GET(request: Request): Promise<Response> {
  return withProblems(async () => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) throw new DomainError("invalidInput", 400);
    const { kind, id, format } = asked.data;
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const [locale, t, messages] = await Promise.all([requestLocale(), getTranslations("privacy"), getMessages()]);
    const subject = "person-export";
    await noteView(credential, "/admin/privacy/export", (me) => (can(me, "person.export") ? subject : undefined), {
      personId: id,
    });
    const { person, data } = await withActor(credential, "read", async (tx, me) => {
      authorize(me, "person.export");
      const found = await findPerson(tx, kind, id);
      if (!found) throw notFound();
      return { person: found, data: await personData(tx, found, locale) };
    });
    const name = `${t("exportName")}-${id.slice(0, 8)}`;
    const made = new Date();
    if (format === "json") {
      const text = JSON.stringify({ kind, id, madeAt: made.toISOString(), ...data }, null, 2);
      return attachment(new TextEncoder().encode(text), `${name}.json`, "application/json");
    }
    const words = personWords(messages, locale);
    const sheets = dataSections.flatMap((section): Sheet[] => {
      const rows = data[section] ?? [];
      return rows.length > 0 ? [personSheet(section, t(`sections.${section}`), rows, words)] : [];
    });
    const [first, ...rest] = sheets;
    if (!first) throw notFound();
    const facts: Sheet["facts"] = [
      [t("person"), person.name],
      [t("organisation"), person.organisation],
      [t("when"), instant(made, locale)],
    ];
    return exportResponse([{ ...first, facts }, ...rest], "xlsx", name, t("export"), request.signal);
  });
}
