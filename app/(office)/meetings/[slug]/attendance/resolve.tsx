import { useTranslations } from "next-intl";
import { ClientMessages } from "@/components/layout/client-messages";
import { EmptyState } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { MarkedAttendee } from "@/db/queries/attendances";
import { DecideForm } from "./decide-form";

/** Who was ticked at a site without a seat there: the record stays, the organiser says whether it counts. */
export function Resolve({ marked }: { marked: readonly MarkedAttendee[] }) {
  const t = useTranslations("attendance");
  const tRole = useTranslations("registration");
  if (marked.length === 0) return <EmptyState title={t("resolved")} />;
  return (
    <Card id="resolve" note={t("resolveNote")} title={t("tabs.resolve")}>
      <ul className="divide-y divide-line">
        {marked.map((one) => (
          <li className="grid gap-2 py-4" key={`${one.siteId} ${one.registrationId}`}>
            <p>
              <span className="font-semibold">{one.name}</span>{" "}
              <StatePill tone="warn">{t(`marks.${one.mark}`)}</StatePill>{" "}
              {one.decision && (
                <StatePill tone={one.decision === "counted" ? "good" : "none"}>
                  {t(`decisions.${one.decision}`)}
                </StatePill>
              )}
              <span className="block text-sm text-soft">
                {tRole(`roles.${one.role}`)}, {one.municipality} ({one.district}) · {one.site},{" "}
                {t("blocks", { count: one.blocks })}
                {one.note && ` · ${one.note}`}
              </span>
            </p>
            <ClientMessages namespaces={["attendance"]}>
              <DecideForm
                decision={one.decision}
                registrationId={one.registrationId}
                siteId={one.siteId}
                version={one.version}
              />
            </ClientMessages>
          </li>
        ))}
      </ul>
    </Card>
  );
}
