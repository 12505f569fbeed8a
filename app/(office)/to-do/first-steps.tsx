import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Actor } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";

/** Where there is no project yet: what this person does next, or whom to ask. */
export async function HomeFirstSteps({ me }: { me: Actor }) {
  const t = await getTranslations("home");
  const adds = can(me, "organisation.add");
  const steps = [
    ...(adds ? [{ key: "city" as const, href: "/admin/organisation#add" }] : []),
    ...(can(me, "user.keep") ? [{ key: "people" as const, href: "/admin/people?invite=1" }] : []),
    ...(can(me, "project.create") ? [{ key: "project" as const, href: "/projects/new" }] : []),
  ];
  if (steps.length === 0)
    return (
      <Card id="nothing" title={t("projects")}>
        <EmptyState icon="calendar" title={t("noProjects")}>
          {t("askForRole")}
        </EmptyState>
      </Card>
    );
  return (
    <Card id="first-steps" note={t("steps.note")} title={t("steps.title")}>
      <ol className="flex flex-col divide-y divide-line">
        {steps.map(({ key, href }, index) => (
          <li
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0"
            key={key}
          >
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-medium">
                {index + 1}. {t(`steps.${key}.title`)}
              </p>
              <p className="text-sm text-soft">{t(`steps.${key}.text`)}</p>
            </div>
            <LinkButton href={href} size="sm" variant={index === 0 ? "primary" : "secondary"}>
              {t(`steps.${key}.action`)}
            </LinkButton>
          </li>
        ))}
      </ol>
    </Card>
  );
}
