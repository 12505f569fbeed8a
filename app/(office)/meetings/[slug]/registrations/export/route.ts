import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { withActor } from "@/db/gate";
import { DomainError, notFound } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import { registrationFilter } from "@/lib/domain/registration";
import { exportFormats, type Sheet } from "@/lib/export/sheet";
import { day, instant } from "@/lib/format";
import { requestCredential, withProblems } from "@/server/answer";
import { exportResponse } from "@/server/files/export";
import { requestLocale } from "@/server/i18n";
import { noteView } from "@/server/page";
import { namesRegistrants, readRegistrations } from "@/server/views/registrations";

type Context = { params: Promise<{ slug: string }> };

/** The registrations of a meeting as a file, as the filter in the address narrows them. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const { slug } = await params;
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const format = z.enum(exportFormats).safeParse(asked.format);
    if (!format.success) throw new DomainError("invalidInput", 400);
    const filter = registrationFilter.parse(asked);
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const [locale, t] = await Promise.all([requestLocale(), getTranslations("registration")]);
    await noteView(credential, `/meetings/${slug}/registrations/export`, namesRegistrants);
    const { view, today } = await withActor(credential, "read", async (tx, me) => {
      authorize(me, "registration.read");
      return { view: await readRegistrations(tx, me, slug, filter, true), today: me.today };
    });
    if (!view?.list) throw notFound();
    const text = (header: string, width?: number) => ({ header, kind: "text" as const, width });
    const sheet: Sheet = {
      title: t("desk.title"),
      columns: [
        { header: t("desk.rank"), kind: "number" },
        text(t("name"), 24),
        text(t("email"), 30),
        text(t("desk.coordinator"), 24),
        text(t("role"), 24),
        text(t("desk.place"), 20),
        text(t("desk.district"), 20),
        text(t("site"), 20),
        text(t("canOther")),
        text(t("meals"), 20),
        text(t("room"), 20),
        text(t("roomWith"), 20),
        text(t("journey")),
        text(t("arrival")),
        text(t("state")),
        text(t("sentAt"), 18),
      ],
      rows: view.list.rows.map((row) => [
        row.rank,
        row.name,
        row.email ?? row.officeEmail,
        row.coordinator,
        t(`roles.${row.role}`),
        row.municipality,
        row.district,
        row.site ?? t("siteAny"),
        t(row.canOther ? "desk.yes" : "desk.no"),
        row.meals?.map((dish) => t(`dishes.${dish}`)).join(", ") ?? null,
        row.room && t(`rooms.${row.room}`),
        row.roomWith,
        row.car === null ? null : t(row.car ? "byCar" : "noCar"),
        row.arrival && t(`arrivals.${row.arrival}`),
        t(`states.${row.state}`),
        instant(row.registeredAt, locale),
      ]),
      facts: [
        [t("desk.meeting"), view.meeting.referenceNumber],
        [t("desk.when"), day(today, locale)],
        [t("desk.search"), filter.q ?? t("desk.all")],
        [t("state"), filter.state ? t(`states.${filter.state}`) : t("desk.all")],
        [t("site"), filter.site ?? t("desk.all")],
        [t("role"), filter.role ? t(`roles.${filter.role}`) : t("desk.all")],
        [t("desk.title"), String(view.list.total)],
      ],
    };
    const name = `${t("desk.title").toLowerCase()}-${slug}`;
    return exportResponse([sheet], format.data, name, t("desk.export"), request.signal);
  });
}
