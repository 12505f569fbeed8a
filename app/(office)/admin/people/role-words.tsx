import { useLocale, useTranslations } from "next-intl";
import type { HeldRole } from "@/db/queries/people";
import { roles as knownRoles } from "@/lib/domain/actor";
import { pickFrom } from "@/lib/domain/preference";
import * as format from "@/lib/format";

/** What a role is called, where it holds and until when. */
export function RoleWord({ held }: { held: HeldRole }) {
  const t = useTranslations("people");
  const tRoles = useTranslations("roles");
  const locale = useLocale();
  const role = pickFrom(knownRoles, held.role);
  return (
    <>
      {role ? tRoles(role) : held.role} · {held.project ? t("inProject", { project: held.project }) : held.organisation}
      {held.validTo && <span className="text-soft"> ({t("until", { day: format.day(held.validTo, locale) })})</span>}
    </>
  );
}

export function RoleWords({ roles }: { roles: readonly HeldRole[] }) {
  return (
    <ul>
      {roles.map((held) => (
        <li key={held.id}>
          <RoleWord held={held} />
        </li>
      ))}
    </ul>
  );
}
