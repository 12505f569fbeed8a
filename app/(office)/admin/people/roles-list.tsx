import { useLocale, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import type { HeldRole } from "@/db/queries/people";
import * as format from "@/lib/format";
import { RoleWord } from "./role-words";

type Props = {
  roles: readonly HeldRole[];
  /** The address that asks whether to end a role; left out where none may be ended. */
  endAt?: (roleAssignmentId: string) => string;
};

/** The roles of a person, each with the link that asks whether to end it. */
export function RolesList({ roles, endAt }: Props) {
  const t = useTranslations("people");
  const locale = useLocale();
  if (roles.length === 0) return <p>{t("noRole")}</p>;
  return (
    <ul className="divide-y divide-line">
      {roles.map((held) => (
        <li className="flex flex-wrap items-center justify-between gap-3 py-2" key={held.id}>
          <span className="min-w-0 wrap-anywhere">
            <RoleWord held={held} />
            <span className="block text-sm text-soft">{t("since", { day: format.day(held.validFrom, locale) })}</span>
          </span>
          {endAt && (
            <LinkButton href={endAt(held.id)} size="sm" variant="secondary">
              {t("endRole")}
            </LinkButton>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The roles that a person had, the latest first. */
export function EndedRoles({ roles }: { roles: readonly HeldRole[] }) {
  const t = useTranslations("people");
  const locale = useLocale();
  if (roles.length === 0) return null;
  return (
    <>
      <h3 className="mt-4">{t("endedRoles")}</h3>
      <ul className="divide-y divide-line">
        {roles.map((held) => (
          <li className="py-2 wrap-anywhere" key={held.id}>
            <RoleWord held={{ ...held, validTo: null }} />
            <span className="block text-sm text-soft">
              {t("between", {
                from: format.day(held.validFrom, locale),
                to: held.validTo ? format.day(held.validTo, locale) : "",
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
